/// Runs one part of the engine again and again, for whoever counts its instructions, or counts what it asks of the heap.
///
///     parts list                names of all parts
///     parts run NAME COUNT      nothing is printed: run it under callgrind
///     parts time NAME COUNT     nanoseconds of processor time of one run
///     parts allocations NAME    allocations of one run, with warm caches
import CAllocations
import Glibc

let arguments = CommandLine.arguments.dropFirst()

func part(_ name: String?) throws -> Part {
  guard let name, let part = Part.all.first(where: { $0.name == name }) else { throw Usage() }
  return part
}

struct Usage: Error, CustomStringConvertible {
  let description = "parts list | run NAME COUNT | time NAME COUNT | allocations NAME"
}

func repeating(_ run: () throws -> Void, _ count: Int) rethrows {
  for _ in 0..<count { try run() }
}

switch arguments.first {
case "list":
  for part in Part.all { print(part.name) }
case "run":
  let run = try part(arguments.dropFirst().first).prepare()
  try repeating(run, Int(arguments.last ?? "") ?? 1)
case "time":
  let run = try part(arguments.dropFirst().first).prepare()
  let count = Int(arguments.last ?? "") ?? 1
  try repeating(run, count / 10 + 1)
  let start = clock()
  try repeating(run, count)
  print(Int(clock() - start) * 1_000 / count)
case "allocations":
  let run = try part(arguments.dropFirst().first).prepare()
  try repeating(run, 20)
  let start = allocations_so_far()
  try repeating(run, 100)
  print((allocations_so_far() - start) / 100)
default:
  throw Usage()
}
