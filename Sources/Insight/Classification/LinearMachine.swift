internal import CLinear

/// Training of linear classifiers by LIBLINEAR (L2-regularised L2-loss support vector machine, primal).
///
/// The primal solver draws no random numbers: the same rows give the same weights.
enum LinearMachine {
    /// Weights of a head that knows its answers apart: score of a label = bias + Σ value × weight.
    struct Weights: Sendable {
        /// The features that its rows hold, ascending; all others weigh nothing.
        var features: [Int32]
        /// For each label the weight of each of `features`.
        var weights: [[Float]]
        var biases: [Float]
    }

    struct Options: Sendable {
        /// How much a mistake costs against how plain the weights are.
        var cost = 1.0
        /// The share of the second machine, which sees each feature by how much it speaks for the label (log-count
        /// ratio of naive Bayes; Wang and Manning 2012), in the sum of both.
        var ratioShare = 1.0
        var ratioCost = 0.5
        var smoothing = 0.1
        var tolerance = 0.01
        /// How far labels with few examples are brought up to those with many: 0 not at all, 1 wholly.
        var balance = 1.0
    }

    /// One machine per label, each label against all others. Labels are 0 ..< `labelCount`; a label that no row has, or
    /// every row, is answered without looking.
    static func train(
        _ given: [FeatureRow], labels: [Int], labelCount: Int, featureCount: Int, options: Options
    ) -> Weights {
        let (rows, features) = condensed(given, featureCount: featureCount)
        let featureCount = features.count
        let matrix = NodeMatrix(rows, featureCount: featureCount)
        var result = Weights(features: features, weights: [], biases: [])
        var counts = [Int](repeating: 0, count: labelCount)
        for label in labels { counts[label] += 1 }
        let sums = LabelSums(rows, labels: labels, labelCount: labelCount, featureCount: featureCount)
        for label in 0..<labelCount {
            guard counts[label] > 0, counts[label] < labels.count else {
                result.weights.append([Float](repeating: 0, count: featureCount))
                result.biases.append(counts[label] > 0 ? 1 : -1)
                continue
            }
            let sides = labels.map { $0 == label ? 1.0 : -1.0 }
            let share = Double(counts[label]) / Double(labels.count)
            var (weights, bias) = matrix.solve(sides, share: share, cost: options.cost, options)
            if options.ratioShare > 0 {
                let ratios = sums.ratios(of: label, smoothing: options.smoothing)
                matrix.scale(by: ratios)
                let (second, secondBias) = matrix.solve(sides, share: share, cost: options.ratioCost, options)
                matrix.unscale()
                let factor = options.ratioShare
                for feature in 0..<featureCount { weights[feature] += factor * second[feature] * ratios[feature] }
                bias += factor * secondBias
            }
            result.weights.append(weights.map { Float($0 / (1 + options.ratioShare)) })
            result.biases.append(Float(bias / (1 + options.ratioShare)))
        }
        return result
    }

    /// The rows with their features numbered anew, without those that no row holds: a head of few rows is solved in
    /// little time.
    private static func condensed(
        _ rows: [FeatureRow], featureCount: Int
    ) -> (rows: [FeatureRow], features: [Int32]) {
        var numbers = [Int32](repeating: -1, count: featureCount)
        for row in rows { for number in row.numbers { numbers[Int(number)] = 0 } }
        var features: [Int32] = []
        for number in numbers.indices where numbers[number] == 0 {
            numbers[number] = Int32(features.count)
            features.append(Int32(number))
        }
        let condensed = rows.map { row in
            FeatureRow(numbers: row.numbers.map { numbers[Int($0)] }, values: row.values)
        }
        return (condensed, features)
    }
}

/// How much of each feature the rows of each label hold.
private struct LabelSums {
    private let sums: [[Double]]
    private let all: [Double]

    init(_ rows: [FeatureRow], labels: [Int], labelCount: Int, featureCount: Int) {
        var sums = [[Double]](repeating: [Double](repeating: 0, count: featureCount), count: labelCount)
        var all = [Double](repeating: 0, count: featureCount)
        for (row, label) in zip(rows, labels) {
            for (number, value) in zip(row.numbers, row.values) {
                sums[label][Int(number)] += Double(value)
                all[Int(number)] += Double(value)
            }
        }
        self.sums = sums
        self.all = all
    }

    func ratios(of label: Int, smoothing: Double) -> [Double] {
        let own = sums[label]
        var ownSum = 0.0
        var restSum = 0.0
        for feature in all.indices {
            ownSum += own[feature] + smoothing
            restSum += all[feature] - own[feature] + smoothing
        }
        let shift = logarithm(restSum / ownSum)
        return all.indices.map {
            logarithm((own[$0] + smoothing) / (max(0, all[$0] - own[$0]) + smoothing)) + shift
        }
    }
}

/// Rows in LIBLINEAR's form, in one piece of memory.
private final class NodeMatrix {
    private let nodes: UnsafeMutableBufferPointer<feature_node>
    private let pointers: UnsafeMutableBufferPointer<UnsafeMutablePointer<feature_node>?>
    private let featureCount: Int
    private let rows: [FeatureRow]

    init(_ rows: [FeatureRow], featureCount: Int) {
        self.rows = rows
        self.featureCount = featureCount
        // Each row ends with the bias and a mark.
        let total = rows.reduce(0) { $0 + $1.numbers.count + 2 }
        nodes = .allocate(capacity: max(1, total))
        pointers = .allocate(capacity: max(1, rows.count))
        var next = 0
        for (index, row) in rows.enumerated() {
            pointers[index] = nodes.baseAddress?.advanced(by: next)
            for (number, value) in zip(row.numbers, row.values) {
                nodes[next] = feature_node(index: number + 1, value: Double(value))
                next += 1
            }
            nodes[next] = feature_node(index: Int32(featureCount) + 1, value: 1)
            nodes[next + 1] = feature_node(index: -1, value: 0)
            next += 2
        }
        set_print_string_function { _ in }
    }

    deinit {
        nodes.deallocate()
        pointers.deallocate()
    }

    func scale(by factors: [Double]) {
        for index in 0..<nodes.count where nodes[index].index > 0 && Int(nodes[index].index) <= featureCount {
            nodes[index].value *= factors[Int(nodes[index].index) - 1]
        }
    }

    func unscale() {
        var next = 0
        for row in rows {
            for value in row.values {
                nodes[next].value = Double(value)
                next += 1
            }
            next += 2
        }
    }

    /// `sides` is 1 for rows of the label, -1 for others; `share` the share of the former.
    func solve(
        _ sides: [Double], share: Double, cost: Double, _ options: LinearMachine.Options
    ) -> (weights: [Double], bias: Double) {
        var sides = sides
        // As if both sides had half of the rows, as far as `balance` says.
        var factors = [power(0.5 / share, options.balance), power(0.5 / (1 - share), options.balance)]
        var names: [Int32] = [1, -1]
        return sides.withUnsafeMutableBufferPointer { sides in
            factors.withUnsafeMutableBufferPointer { factors in
                names.withUnsafeMutableBufferPointer { names in
                    var task = problem(
                        l: Int32(sides.count), n: Int32(featureCount + 1), y: sides.baseAddress,
                        x: pointers.baseAddress, bias: 1)
                    var settings = parameter(
                        solver_type: Int32(L2R_L2LOSS_SVC), eps: options.tolerance, C: cost, nr_weight: 2,
                        weight_label: names.baseAddress, weight: factors.baseAddress, p: 0, init_sol: nil)
                    var model = CLinear.train(&task, &settings)
                    defer { free_and_destroy_model(&model) }
                    guard let model, let found = model.pointee.w else {
                        return ([Double](repeating: 0, count: featureCount), 0)
                    }
                    // The first label LIBLINEAR met is the positive one.
                    let sign = model.pointee.label[0] == 1 ? 1.0 : -1.0
                    return ((0..<featureCount).map { sign * found[$0] }, sign * found[featureCount])
                }
            }
        }
    }
}
