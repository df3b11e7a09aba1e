#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the system says about this process.
enum ProcessEnvironment {
  /// The environment variables by name.
  static var variables: [String: String] {
    var result: [String: String] = [:]
    for name in [
      "MALMOI_VOCAB_PATH", "MALMOI_THREADS", "MALMOI_COMPILED_CACHE", "XDG_CACHE_HOME", "HOME",
      "NO_COLOR",
    ] {
      result[name] = variable(name)
    }
    return result
  }

  /// An environment variable; nil where it is missing or empty.
  static func variable(_ name: String) -> String? {
    // SAFETY: getenv gives a NUL-terminated string or nil; nothing in this program changes the
    // environment, so the string stays valid until it is copied.
    guard let value = unsafe getenv(name) else { return nil }
    let text = unsafe String(cString: value)
    return text.isEmpty ? nil : text
  }

  /// The path of the executable with links resolved, where the system tells it.
  static var executable: String? {
    // SAFETY: realpath allocates the NUL-terminated string that it returns; it is freed here.
    guard let path = unsafe realpath("/proc/self/exe", nil) else { return nil }
    defer { unsafe free(path) }
    return unsafe String(cString: path)
  }

  /// The most memory that this process has had, in bytes.
  static var peakMemory: Int {
    var usage = rusage()
    #if canImport(Glibc)
      // SAFETY: `usage` is a local of the type that getrusage fills in. Linux counts in KiB.
      unsafe _ = getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return Int(usage.ru_maxrss) << 10
    #else
      // SAFETY: `usage` is a local of the type that getrusage fills in. Darwin counts in bytes.
      unsafe _ = getrusage(RUSAGE_SELF, &usage)
      return Int(usage.ru_maxrss)
    #endif
  }

  /// The day in UTC, such as 2026-11-21.
  static var today: String {
    var time = timespec()
    // SAFETY: `time` is a local of the type that clock_gettime fills in.
    unsafe _ = clock_gettime(CLOCK_REALTIME, &time)
    // SAFETY: `parts` is a local that gmtime_r fills in; its pointer member is never followed.
    var parts = unsafe tm()
    unsafe _ = gmtime_r(&time.tv_sec, &parts)
    let (year, month, day) = unsafe (parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday)
    func twoDigits(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(year)-\(twoDigits(month))-\(twoDigits(day))"
  }

  /// Seconds since 1970 began, in UTC.
  static var secondsSince1970: Int {
    var time = timespec()
    // SAFETY: `time` is a local of the type that clock_gettime fills in.
    unsafe _ = clock_gettime(CLOCK_REALTIME, &time)
    return time.tv_sec
  }

  /// Seconds on a clock that only moves forward.
  static var seconds: Double {
    var time = timespec()
    // SAFETY: `time` is a local of the type that clock_gettime fills in.
    unsafe _ = clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
