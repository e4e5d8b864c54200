/// The number of a named type in its schema.
public struct TypeID: Hashable, Sendable, Comparable {
  public let rawValue: Int32

  init(_ index: Int) {
    self.rawValue = Int32(truncatingIfNeeded: index)
  }

  /// The position in `Schema.types`.
  public var index: Int { Int(rawValue) }

  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A named type with the lists and non-nulls around it, as two words that compare with `==`.
///
/// Bit 0 of `nonNullBits` belongs to the named type, bit n to the n-th list around it.
public struct TypeReference: Hashable, Sendable {
  public let name: TypeID
  /// How many lists are around the named type.
  public let listDepth: UInt8
  private let nonNullBits: UInt64

  public static let listDepthMax = 62

  /// The nullable named type itself.
  public init(_ name: TypeID) {
    self.init(name, listDepth: 0, nonNullBits: 0)
  }

  private init(_ name: TypeID, listDepth: UInt8, nonNullBits: UInt64) {
    self.name = name
    self.listDepth = listDepth
    self.nonNullBits = nonNullBits
  }
}

extension TypeReference {
  /// Whether the outermost level refuses null.
  public var isNonNull: Bool { nonNullBits >> UInt64(listDepth) & 1 == 1 }

  /// Whether it is a list once a non-null around it is taken off.
  public var isList: Bool { listDepth > 0 }

  /// The same type without a non-null around it.
  public var nullable: TypeReference {
    TypeReference(name, listDepth: listDepth, nonNullBits: nonNullBits & ~(1 << UInt64(listDepth)))
  }

  /// The same type with a non-null around it.
  public var nonNull: TypeReference {
    TypeReference(name, listDepth: listDepth, nonNullBits: nonNullBits | 1 << UInt64(listDepth))
  }

  /// The type of the items of a list, nullable or not; nil when it is no list.
  public var item: TypeReference? {
    guard listDepth > 0 else { return nil }
    return TypeReference(name, listDepth: listDepth - 1, nonNullBits: nonNullBits & ~(1 << UInt64(listDepth)))
  }

  /// A nullable list of this type; nil beyond `listDepthMax`.
  public var list: TypeReference? {
    guard Int(listDepth) < Self.listDepthMax else { return nil }
    return TypeReference(name, listDepth: listDepth + 1, nonNullBits: nonNullBits)
  }
}
