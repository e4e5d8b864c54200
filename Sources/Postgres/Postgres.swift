/// Postgres: turns statements with bound parameters into tables, over libpq, and keeps a pool of worker threads that
/// each own one connection.
///
/// A connection is synchronous and belongs to one thread. It sends everything it is given in one flush (libpq's pipeline
/// mode: one network round trip), prepares each distinct text once, and asks for every result in binary. A
/// connection that broke, or was abandoned with a statement still running, is never used again. What the server says about
/// an error is kept for the log; `description` of an error never contains it, since such texts quote data.
///
/// It refuses: texts in anything but UTF-8, results beyond a limit of bytes, and COPY.
/// libpq: https://www.postgresql.org/docs/15/libpq-pipeline-mode.html
