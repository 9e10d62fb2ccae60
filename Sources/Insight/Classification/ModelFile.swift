/// A model as bytes: a mark, the version, a checksum over the rest, then the parts with their lengths. Numbers are
/// little-endian. Reading refuses what is damaged, of another version, or points outside itself; it never crashes.
enum ModelFile {
    static let mark: [UInt8] = Array("ONEDOOR.CLASSIFY".utf8)
    static let version: UInt32 = 1
    static let headerSize = 32
}

/// Why a file is no usable model.
package enum ModelFault: Error, Hashable, Sendable, CustomStringConvertible {
    case notAModel
    /// Made by a version of the program that writes models otherwise.
    case otherVersion(UInt32)
    /// Cut short or changed since it was written.
    case damaged

    package var description: String {
        switch self {
        case .notAModel: "This file is no classifier model."
        case .otherVersion(let version):
            "This model has version \(version), this program reads \(ModelFile.version): train it again."
        case .damaged: "This model is damaged: its checksum or its parts don't fit. Train it again."
        }
    }
}

extension TextModel {
    /// The model as a file's content; the same model gives the same bytes.
    package var bytes: [UInt8] {
        var out = ModelBytes()
        out.add(UInt32(trainedOn))
        out.add(alphabet.characters)
        out.add(words.words.map { UInt8($0.count) })
        out.add(words.words.flatMap { $0 })
        out.add(words.scores)
        out.add(features.keys)
        out.add(features.rarity)
        out.add(starts)
        out.add(entries)
        out.add(scales)
        out.add(UInt32(heads.count))
        for head in heads {
            switch head.question {
            case .category(let within): out.add(within.map { "c" + $0 } ?? "C")
            case .kind: out.add("kind")
            case .urgency: out.add("urgency")
            case .body: out.add("body")
            }
            out.add(UInt32(head.labels.count))
            for label in head.labels { out.add(label) }
            out.add(UInt32(head.firstColumn))
            out.add(head.biases)
            out.add([head.sharpness])
        }
        let checksum = Checksum.of(out.bytes[...])
        var file = ModelBytes()
        file.bytes = ModelFile.mark
        file.add(ModelFile.version)
        file.add(UInt32(0))
        file.addRaw(checksum)
        file.bytes += out.bytes
        return file.bytes
    }

    /// Reads what `bytes` wrote.
    package init(bytes: [UInt8]) throws(ModelFault) {
        let header = ModelFile.headerSize
        guard bytes.count >= header, bytes.starts(with: ModelFile.mark) else { throw .notAModel }
        var reader = ModelReader(bytes, from: ModelFile.mark.count)
        let version = try reader.number()
        guard version == ModelFile.version else { throw .otherVersion(version) }
        _ = try reader.number()
        guard try reader.checksum() == Checksum.of(bytes[header...]) else { throw .damaged }
        let trainedOn = Int(try reader.number())
        let characters: [UInt32] = try reader.array()
        let lengths: [UInt8] = try reader.array()
        let letters: [UInt16] = try reader.array()
        let wordScores: [Float] = try reader.array()
        let keys: [UInt32] = try reader.array()
        let rarity: [Float] = try reader.array()
        let starts: [UInt32] = try reader.array()
        let entries: [UInt32] = try reader.array()
        let scales: [Float] = try reader.array()
        var words: [[UInt16]] = []
        words.reserveCapacity(lengths.count)
        var next = 0
        for length in lengths {
            guard length > 0, length <= WordList.longest, next + Int(length) <= letters.count else { throw .damaged }
            words.append(Array(letters[next..<next + Int(length)]))
            next += Int(length)
        }
        guard words.count == wordScores.count, keys.count == rarity.count, starts.count == keys.count + 1,
            Self.ascending(starts), Int(starts.last ?? 0) == entries.count,
            entries.allSatisfy({ Int($0 >> 16) < scales.count }), scales.allSatisfy(\.isFinite),
            rarity.allSatisfy(\.isFinite), keys.count < Int32.max
        else { throw .damaged }
        let heads = try Self.heads(&reader, columns: scales.count)
        self.init(
            alphabet: Alphabet(characters), words: WordList(words: words, scores: wordScores),
            features: FeatureTable(keys: keys, rarity: rarity), starts: starts, entries: entries, scales: scales,
            heads: heads, trainedOn: trainedOn)
    }

    private static func ascending(_ numbers: [UInt32]) -> Bool {
        var last: UInt32 = 0
        for number in numbers {
            if number < last { return false }
            last = number
        }
        return true
    }

    private static func heads(_ reader: inout ModelReader, columns: Int) throws(ModelFault) -> [Head] {
        var heads: [Head] = []
        for _ in 0..<(try reader.number()) {
            let name = try reader.string()
            let question: Head.Question
            switch name {
            case "kind": question = .kind
            case "urgency": question = .urgency
            case "body": question = .body
            case "C": question = .category(within: nil)
            default:
                guard name.hasPrefix("c") else { throw .damaged }
                question = .category(within: String(name.dropFirst()))
            }
            var labels: [String] = []
            for _ in 0..<(try reader.number()) { labels.append(try reader.string()) }
            let firstColumn = Int(try reader.number())
            let biases: [Float] = try reader.array()
            let sharpness: [Float] = try reader.array()
            guard !labels.isEmpty, sharpness.count == 1, sharpness[0].isFinite, biases.allSatisfy(\.isFinite),
                biases.count == (labels.count > 1 ? labels.count : 0), firstColumn + biases.count <= columns,
                // A head that stands within itself would never end.
                !labels.contains(where: { question == .category(within: $0) })
            else { throw .damaged }
            heads.append(
                Head(
                    question: question, labels: labels, firstColumn: firstColumn, biases: biases,
                    sharpness: sharpness[0]))
        }
        guard Self.ends(heads) else { throw .damaged }
        return heads
    }

    /// Whether the way down from the top comes to an end: each category stands within one other at most.
    private static func ends(_ heads: [Head]) -> Bool {
        var seen: Set<String> = []
        for head in heads {
            guard case .category = head.question else { continue }
            for label in head.labels where !label.isEmpty {
                if !seen.insert(label).inserted { return false }
            }
        }
        return true
    }
}

private struct ModelBytes {
    var bytes: [UInt8] = []

    mutating func addRaw<Number: FixedWidthInteger>(_ number: Number) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func add(_ number: UInt32) { addRaw(number) }

    /// Arrays begin at multiples of four bytes.
    mutating func add<Element: BitwiseCopyable>(_ array: [Element]) {
        add(UInt32(array.count))
        array.withUnsafeBytes { bytes.append(contentsOf: $0) }
        while bytes.count % 4 != 0 { bytes.append(0) }
    }

    mutating func add(_ string: String) { add(Array(string.utf8)) }
}

private struct ModelReader {
    private let bytes: [UInt8]
    private var position: Int

    init(_ bytes: [UInt8], from position: Int) {
        self.bytes = bytes
        self.position = position
    }

    mutating func number() throws(ModelFault) -> UInt32 {
        guard position + 4 <= bytes.count else { throw .damaged }
        defer { position += 4 }
        var value: UInt32 = 0
        for offset in 0..<4 { value |= UInt32(bytes[position + offset]) << (8 * UInt32(offset)) }
        return value
    }

    mutating func checksum() throws(ModelFault) -> UInt64 {
        let low = UInt64(try number())
        return low | UInt64(try number()) << 32
    }

    mutating func array<Element: BitwiseCopyable>() throws(ModelFault) -> [Element] {
        let count = Int(try number())
        let size = count * MemoryLayout<Element>.stride
        guard size <= bytes.count - position else { throw .damaged }
        let start = position
        position += (size + 3) / 4 * 4
        return [Element](unsafeUninitializedCapacity: count) { buffer, initialised in
            bytes.withUnsafeBytes { source in
                UnsafeMutableRawBufferPointer(buffer).copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: source[start..<start + size]))
            }
            initialised = count
        }
    }

    mutating func string() throws(ModelFault) -> String {
        let utf8: [UInt8] = try array()
        return String(decoding: utf8, as: UTF8.self)
    }
}

/// A 64-bit checksum that finds damage by accident: it is no seal against forgery.
enum Checksum {
    static func of(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.withUnsafeBytes { bytes in
            // Four lanes, so that the processor need not wait for one product before it begins the next.
            var lanes: (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, 4)
            let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
            func mixed(_ lane: UInt64, _ word: UInt64) -> UInt64 {
                let product = (lane ^ word) &* factor
                return product ^ product >> 29
            }
            var position = 0
            while position + 32 <= bytes.count {
                lanes.0 = mixed(lanes.0, bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
                lanes.1 = mixed(lanes.1, bytes.loadUnaligned(fromByteOffset: position + 8, as: UInt64.self))
                lanes.2 = mixed(lanes.2, bytes.loadUnaligned(fromByteOffset: position + 16, as: UInt64.self))
                lanes.3 = mixed(lanes.3, bytes.loadUnaligned(fromByteOffset: position + 24, as: UInt64.self))
                position += 32
            }
            var sum = mixed(mixed(mixed(mixed(UInt64(bytes.count), lanes.0), lanes.1), lanes.2), lanes.3)
            while position < bytes.count {
                sum = mixed(sum, UInt64(bytes[position]) + 1)
                position += 1
            }
            return CharacterGrams.mix(sum)
        }
    }
}
