import Rows

/// Fields whose objects are rows of another call: references, lists, connections.
extension ResponseWriter {
  /// The rows that answer one parent.
  struct Group {
    let call: Int
    let source: RowSource
    let rows: ArraySlice<Int32>
    let targets: ScopeChoice
    /// The row that tells of a page: its first, or the one that is there instead when it is empty.
    let page: Int32?
  }

  private enum Found {
    case group(Group)
    /// No key, no branch for its type, or nothing that may be seen.
    case nothing
    case failure(CallFailure)
  }

  private func find(_ operation: FieldOperation, row: Int) -> Found {
    for branch in plan.children[Int(operation.index)].branches {
      let link = executor.links[branch.link]
      let target = plan.links[branch.link]
      guard link.indices.contains(row), link[row] != -1 else { continue }
      guard link[row] != Executor.badID else {
        return .failure(CallFailure(code: "BAD_ID", message: "This is no id of an object that the field can return."))
      }
      if let failure = executor.failures[target] {
        return failure.code == "NOT_FOUND" ? .nothing : .failure(failure)
      }
      guard let result = executor.results[target] else { continue }
      let group = Group(
        call: target, source: rows(of: target), rows: result.elements(ofGroup: Int(link[row])), targets: branch.targets,
        page: result.rows(ofGroup: Int(link[row])).first)
      if !group.rows.isEmpty || plan.children[Int(operation.index)].branches.count == 1 { return .group(group) }
    }
    return .nothing
  }

  /// The rows that answer one parent of a field with one branch.
  func group(_ operation: FieldOperation, row: Int) -> Group? {
    guard case .group(let group) = find(operation, row: row) else { return nil }
    return group
  }

  mutating func writeChildren(_ operation: FieldOperation, row: Int) -> Value {
    let group: Group
    switch find(operation, row: row) {
    case .failure(let failure):
      note(failure, operation)
      return .failed
    case .nothing:
      guard operation.kind == .list || operation.kind == .calledReferences else { return .null }
      buffer.append("[]")
      return .written
    case .group(let found): group = found
    }
    switch operation.kind {
    case .list: return writeList(group.rows, operation) { $0.writeRow(Int($1), group) }
    case .calledReferences: return writeList(group.rows, operation) { $0.writeReferred(Int($1), group) }
    case .connection: return Value(writePage(operation, group))
    case .calledLeaf: return writeCalledLeaf(operation, group)
    default: return group.rows.first.map { writeRow(Int($0), group) } ?? .null
    }
  }

  /// One object at its row; null when its type is none that the field allows.
  mutating func writeRow(_ row: Int, _ group: Group) -> Value {
    guard group.source.call >= 0, let scope = group.targets.scope(of: row, in: group.source.table) else { return .null }
    return Value(writeObject(plan.scopes[scope].selection, group.source, row: row))
  }

  /// What a row refers to, by the one operation of its scope.
  private mutating func writeReferred(_ row: Int, _ group: Group) -> Value {
    guard let scope = group.targets.only, let reference = plan.selections[plan.scopes[scope].selection].first else { return .null }
    return writeChildren(plan.operations[reference], row: row)
  }

  private mutating func writeCalledLeaf(_ operation: FieldOperation, _ group: Group) -> Value {
    guard let row = group.rows.first, let column = executor.column(of: operation.source, call: group.call),
      let cell = executor.cell(operation.source, call: group.call, row: Int(row))
    else { return .null }
    var leaf = operation
    leaf.index = operation.selection
    return writeCell(cell, column, leaf)
  }

  /// A list with one place for each id of the argument.
  mutating func writeReferences(_ operation: FieldOperation) -> Value {
    let places = plan.children[Int(operation.index)].branches.map { executor.links[$0.link].count }.max() ?? 0
    return writeList(0..<places, operation) { writer, place in
      switch writer.find(operation, row: place) {
      case .group(let group): return group.rows.first.map { writer.writeRow(Int($0), group) } ?? .null
      case .nothing: return .null
      case .failure(let failure):
        writer.note(failure, operation)
        return .failed
      }
    }
  }

  // MARK: Connections

  private mutating func writePage(_ operation: FieldOperation, _ group: Group) -> Bool {
    writeFields(operation.selection) { writer, field in
      switch field.kind {
      case .edges:
        return writer.writeList(group.rows, field) { $0.writeEdge(field, Int($1), group) }
      case .nodes:
        let nodes = writer.node(of: field, group)
        return writer.writeList(group.rows, field) { $0.writeRow(Int($1), nodes) }
      case .pageInfo:
        return Value(writer.writePageInfo(field, group))
      case .totalCount:
        return writer.writeTotal(field, group)
      case .embeddedList:
        return writer.writePageList(field, group)
      default:
        return writer.writeTypeName(field)
      }
    }
  }

  /// The same rows, as the objects that this field's own selection makes of them.
  private func node(of field: FieldOperation, _ group: Group) -> Group {
    let targets = plan.children[Int(field.index)].branches.first?.targets ?? group.targets
    return Group(call: group.call, source: group.source, rows: group.rows, targets: targets, page: group.page)
  }

  private mutating func writeEdge(_ edges: FieldOperation, _ row: Int, _ group: Group) -> Value {
    Value(
      writeFields(edges.selection) { writer, field in
        switch field.kind {
        case .node: writer.writeRow(row, writer.node(of: field, group))
        case .cursor: writer.writeCursor(field, row, group)
        default: writer.writeTypeName(field)
        }
      })
  }

  private mutating func writePageInfo(_ operation: FieldOperation, _ group: Group) -> Bool {
    writeFields(operation.selection) { writer, field in
      switch field.kind {
      case .hasMore:
        let cell = group.page.flatMap { writer.executor.cell(field.source, call: group.call, row: Int($0)) }
        writer.buffer.append(cell?.first == 1 ? "true" : "false")
        return .written
      case .startCursor: return group.rows.first.map { writer.writeCursor(field, Int($0), group) } ?? .null
      case .endCursor: return group.rows.last.map { writer.writeCursor(field, Int($0), group) } ?? .null
      default: return writer.writeTypeName(field)
      }
    }
  }

  /// Every row of a page carries the parent's total; where there is none, there is nothing to count.
  private mutating func writeTotal(_ field: FieldOperation, _ group: Group) -> Value {
    guard let row = group.page else {
      buffer.append(UInt8(ascii: "0"))
      return .written
    }
    guard let cell = executor.cell(field.source, call: group.call, row: Int(row)) else { return .null }
    buffer.append(ResponseBuffer.integer(cell.span))
    return .written
  }

  /// Objects made of arrays that every row of a page carries; none where there is no row.
  private mutating func writePageList(_ field: FieldOperation, _ group: Group) -> Value {
    guard let row = group.page else {
      buffer.append("[]")
      return .written
    }
    return writeEmbeddedList(field, group.source, row: Int(row))
  }

  private mutating func writeCursor(_ field: FieldOperation, _ row: Int, _ group: Group) -> Value {
    guard let cell = executor.cell(field.source, call: group.call, row: row) else { return .null }
    buffer.append(string: executor.request.cursors.seal(Array(cell), plan.calls[group.call].procedure))
    return .written
  }

  private mutating func writeTypeName(_ field: FieldOperation) -> Value {
    buffer.append(text(of: field))
    return .written
  }
}
