/// What requests are about, apart from where: a space of 32 directions learned from the requests themselves (latent
/// semantic analysis: a truncated singular value decomposition of terms × requests, by randomised subspace iteration).
///
/// Words that come together (油烟, 夜宵, 烧烤) point the same way there, so that two complaints about one matter are near
/// each other even if they share no word. Terms that are part of names are left out.
struct TopicSpace: Sendable {
    typealias Topics = SIMD32<Float>

    /// A request's matter as terms with weights.
    typealias Matter = [SparseVector.Entry]

    /// The row of each term in `directions`; `UInt32.max` for unknown ones.
    private let rows: [UInt32]
    private let directions: RowMatrix
    private let centre: Topics

    /// Learns from requests in which each dimension comes at most once. `nil` for fewer than `leastRequests`.
    init?(_ matters: [Matter]) {
        guard matters.count >= Self.leastRequests else { return nil }
        var rows = [UInt32](repeating: .max, count: RequestTerms.numbers)
        var count = 0
        for matter in matters {
            for entry in matter where rows[Int(entry.dimension)] == .max {
                rows[Int(entry.dimension)] = UInt32(count)
                count += 1
            }
        }
        // The same entries with rows for dimensions, in one piece.
        var entries: [SparseVector.Entry] = []
        var ends: [Int] = []
        for matter in matters {
            for entry in matter {
                entries.append(SparseVector.Entry(dimension: rows[Int(entry.dimension)], weight: entry.weight))
            }
            ends.append(entries.count)
        }
        // Few requests have few matters: with a direction for each sentence nothing would be alike.
        var directions = RowMatrix(signs: count, columns: min(RowMatrix.width, 4 + matters.count / 64))
        var requests = RowMatrix(zeros: matters.count)
        for _ in 0..<2 {
            requests.gather(entries, ends, from: directions)
            requests.orthonormalise()
            directions.scatter(entries, ends, from: requests)
            directions.orthonormalise()
        }
        requests.gather(entries, ends, from: directions)
        self.rows = rows
        self.directions = directions
        centre = requests.mean
    }

    /// Where a matter lies: a vector of length 1, or zero if it holds nothing known.
    func topics(of matter: Matter) -> Topics {
        var sum = Topics.zero
        var isKnown = false
        withUnsafeMutableBytes(of: &sum) { bytes in
            let sum = bytes.bindMemory(to: Float.self)
            for entry in matter where rows[Int(entry.dimension)] != .max {
                directions.add(entry.weight, row: Int(rows[Int(entry.dimension)]), to: sum)
                isKnown = true
            }
        }
        guard isKnown else { return .zero }
        let shifted = sum - centre
        let length = (shifted * shifted).sum().squareRoot()
        return length > 1e-6 ? shifted / length : .zero
    }

    static let leastRequests = 128
}

/// Rows of 32 numbers in one piece.
struct RowMatrix: Sendable {
    static let width = 32

    private var numbers: [Float]

    init(zeros count: Int) { numbers = [Float](repeating: 0, count: count * Self.width) }

    /// Signs that follow from their place alone in the first columns, 0 in the rest.
    init(signs count: Int, columns: Int) {
        numbers = []
        numbers.reserveCapacity(count * Self.width)
        for row in 0..<count {
            let bits = CharacterGrams.mix(UInt64(row))
            for column in 0..<Self.width {
                numbers.append(column >= columns ? 0 : bits >> UInt64(column) & 1 == 0 ? 1 : -1)
            }
        }
    }

    private var count: Int { numbers.count / Self.width }

    /// The mean of all rows.
    var mean: SIMD32<Float> {
        var sum = SIMD32<Float>.zero
        for row in 0..<count {
            for column in 0..<Self.width { sum[column] += numbers[row * Self.width + column] }
        }
        return sum / Float(max(1, count))
    }

    @inline(__always)
    func add(_ weight: Float, row: Int, to sum: UnsafeMutableBufferPointer<Float>) {
        numbers.withUnsafeBufferPointer { numbers in
            let row = UnsafeBufferPointer(rebasing: numbers[row * Self.width..<(row + 1) * Self.width])
            for column in 0..<Self.width { sum[column] += weight * row[column] }
        }
    }

    /// Each row becomes the weighted sum of the rows its entries name; `ends[i]` is where the entries of row i end.
    mutating func gather(_ entries: [SparseVector.Entry], _ ends: [Int], from other: RowMatrix) {
        numbers.withUnsafeMutableBufferPointer { into in
            other.numbers.withUnsafeBufferPointer { from in
                var next = 0
                for (row, end) in ends.enumerated() {
                    let target = into.baseAddress! + row * Self.width
                    for column in 0..<Self.width { target[column] = 0 }
                    while next < end {
                        let entry = entries[next]
                        let source = from.baseAddress! + Int(entry.dimension) * Self.width
                        for column in 0..<Self.width { target[column] += entry.weight * source[column] }
                        next += 1
                    }
                }
            }
        }
    }

    /// The other way round: each row becomes the weighted sum of the rows that name it.
    mutating func scatter(_ entries: [SparseVector.Entry], _ ends: [Int], from other: RowMatrix) {
        numbers.withUnsafeMutableBufferPointer { into in
            into.update(repeating: 0)
            other.numbers.withUnsafeBufferPointer { from in
                var next = 0
                for (row, end) in ends.enumerated() {
                    let source = from.baseAddress! + row * Self.width
                    while next < end {
                        let entry = entries[next]
                        let target = into.baseAddress! + Int(entry.dimension) * Self.width
                        for column in 0..<Self.width { target[column] += entry.weight * source[column] }
                        next += 1
                    }
                }
            }
        }
    }

    /// Makes the columns perpendicular and of length 1, by the Cholesky factor of their products.
    mutating func orthonormalise() {
        let inverse = Self.inverseFactor(of: columnProducts())
        numbers.withUnsafeMutableBufferPointer { numbers in
            inverse.withUnsafeBufferPointer { inverse in
                withUnsafeTemporaryAllocation(of: Float.self, capacity: Self.width) { sum in
                    for row in 0..<numbers.count / Self.width {
                        let source = numbers.baseAddress! + row * Self.width
                        for column in 0..<Self.width { sum[column] = 0 }
                        for index in 0..<Self.width {
                            let factors = inverse.baseAddress! + index * Self.width
                            let value = source[index]
                            for column in 0..<Self.width { sum[column] += value * factors[column] }
                        }
                        for column in 0..<Self.width { source[column] = sum[column] }
                    }
                }
            }
        }
    }

    private func columnProducts() -> [Float] {
        var products = [Float](repeating: 0, count: Self.width * Self.width)
        products.withUnsafeMutableBufferPointer { products in
            numbers.withUnsafeBufferPointer { numbers in
                for row in 0..<numbers.count / Self.width {
                    let source = numbers.baseAddress! + row * Self.width
                    for index in 0..<Self.width {
                        let target = products.baseAddress! + index * Self.width
                        let value = source[index]
                        for column in 0..<Self.width { target[column] += value * source[column] }
                    }
                }
            }
        }
        return products
    }

    /// The transposed inverse of the lower Cholesky factor: what rows must be multiplied with.
    private static func inverseFactor(of products: [Float]) -> [Float] {
        var factor = [Double](repeating: 0, count: width * width)
        for i in 0..<width {
            for j in 0...i {
                var sum = Double(products[i * width + j])
                for k in 0..<j { sum -= factor[i * width + k] * factor[j * width + k] }
                factor[i * width + j] = i == j ? max(sum, 1e-9).squareRoot() : sum / factor[j * width + j]
            }
        }
        var inverse = [Float](repeating: 0, count: width * width)
        for column in 0..<width {
            var solution = [Double](repeating: 0, count: width)
            for i in column..<width {
                var sum = i == column ? 1.0 : 0
                for k in column..<i { sum -= factor[i * width + k] * solution[k] }
                solution[i] = sum / factor[i * width + i]
            }
            for i in 0..<width { inverse[column * width + i] = Float(solution[i]) }
        }
        return inverse
    }
}
