import ArgumentParser
import Civics
import Desks
import Foundation
import Storage

struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account", abstract: "Staff accounts and API tokens.",
        subcommands: [
            Add.self, List.self, Disable.self, Enable.self, Token.self, RevokeToken.self,
            ResetSecondFactor.self,
        ])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Create or replace an account; the password is read from standard input.")
        @OptionGroup var options: StoreOptions
        @Argument(help: "Sign-in name.") var id: String
        @Option(help: "Name in Chinese.") var name: String
        @Option(help: "Name in English.") var nameEn: String?
        @Option(help: "\(Role.allCases.map(\.rawValue).joined(separator: ", "))") var role: String
        @Option(help: "Id of the body, as in organisations.csv.") var organisation: String

        func run() async throws {
            guard let role = Role(rawValue: role) else { throw ValidationError("There is no role “\(role)”.") }
            guard let password = readLine(strippingNewline: true) else {
                throw ValidationError("Give the password on standard input.")
            }
            try await options.withDesks { desks in
                do {
                    try await desks.administration.save(
                        account: id, name: LocalName(zh: name, en: nameEn ?? name), role: role,
                        organisation: organisation, password: password, consoleContext())
                } catch DeskError.invalid(let faults) {
                    for fault in faults { print("\(fault.field): \(fault.reason.rawValue)") }
                    throw ExitCode.failure
                }
                print("Account \(id) may sign in.")
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the accounts.")
        @OptionGroup var options: StoreOptions

        func run() async throws {
            try await options.withDesks { desks in
                let tokens = try await desks.store.apiTokenCounts()
                for account in try await desks.store.accounts() {
                    let isLocked = try await desks.store.lock(of: account.id, at: currentInstant()) != nil
                    let state = account.isDisabled ? "disabled" : isLocked ? "locked" : "active"
                    let count = tokens[account.id] ?? 0
                    print("\(account.id)\t\(account.role.rawValue)\t\(account.organisation)\t\(state)\t\(count) tokens")
                }
            }
        }
    }

    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shut an account out: its sessions end and its tokens rest.")
        @OptionGroup var options: StoreOptions
        @Argument(help: "Sign-in name.") var id: String

        func run() async throws {
            try await options.withAccount(id) { desks in
                try await desks.administration.setDisabled(true, account: id, consoleContext())
                print("Account \(id) may not sign in any more.")
            }
        }
    }

    struct Enable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let an account in again that was disabled.")
        @OptionGroup var options: StoreOptions
        @Argument(help: "Sign-in name.") var id: String

        func run() async throws {
            try await options.withAccount(id) { desks in
                try await desks.administration.setDisabled(false, account: id, consoleContext())
                print("Account \(id) may sign in.")
            }
        }
    }

    struct ResetSecondFactor: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reset-second-factor",
            abstract: "Take away the second factor of somebody who has lost it; their sessions end.")
        @OptionGroup var options: StoreOptions
        @Argument(help: "Sign-in name.") var id: String

        func run() async throws {
            try await options.withAccount(id) { desks in
                let isReset = try await desks.administration.resetFactor(of: id, consoleContext())
                print(
                    isReset
                        ? "\(id) signs in with the password alone until a new second factor is set up."
                        : "\(id) has no second factor.")
            }
        }
    }

    struct Token: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Issue an API token for an account; it is shown once and kept as a digest only.")
        @OptionGroup var options: StoreOptions
        @Argument(help: "Sign-in name.") var id: String

        func run() async throws {
            try await options.withAccount(id) { desks in
                let token = try await desks.administration.issueAPIToken(account: id, consoleContext())
                print(token.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined())
            }
        }
    }

    struct RevokeToken: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Withdraw all API tokens of an account.")
        @OptionGroup var options: StoreOptions
        @Argument(help: "Sign-in name.") var id: String

        func run() async throws {
            try await options.withAccount(id) { desks in
                let count = try await desks.administration.withdrawAPITokens(of: id, consoleContext())
                print("\(count) tokens of \(id) open nothing any more; a running server forgets them in ten seconds.")
            }
        }
    }
}

/// Acts of whoever runs the command stand in the record of accounts under `console`.
func consoleContext() -> OperationContext { OperationContext(actor: .console, now: currentInstant()) }

extension StoreOptions {
    /// Does something with an account; one that is not there is named.
    fileprivate func withAccount(_ id: String, _ body: (Desks) async throws -> Void) async throws {
        try await withDesks { desks in
            do {
                try await body(desks)
            } catch DeskError.notFound {
                throw ValidationError("There is no account “\(id)”.")
            }
        }
    }
}
