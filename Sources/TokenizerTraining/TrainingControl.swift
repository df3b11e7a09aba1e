/// How far a training has come.
public struct TrainingProgress: Sendable, Equatable {
  /// What a training does, in this order.
  public enum Phase: String, Sendable {
    /// Reads documents and counts words; the work is bytes, their total unknown.
    case counting
    /// Merges pairs; the work is merges.
    case merging
  }

  /// What is being done.
  public var phase: Phase
  /// How much of it is done.
  public var done: Int
  /// How much there is to do, or nil where nobody knows yet.
  public var total: Int?
}

/// How a caller keeps what a training has made so far, should its end never come.
public struct TrainingCheckpoints: Sendable {
  /// Says whether it is time to save. It is asked as often as whether to stop.
  public var isDue: @Sendable () -> Bool
  /// Receives the vocabulary so far: that of a training which ends at its size. Merging waits meanwhile.
  public var save: @Sendable (TrainingResult) -> Void

  /// Checkpoints with the given closures.
  public init(
    isDue: @escaping @Sendable () -> Bool, save: @escaping @Sendable (TrainingResult) -> Void
  ) {
    self.isDue = isDue
    self.save = save
  }
}

/// How a caller looks on while a training runs, and ends it early.
///
/// Both closures are called again after a certain amount of work, some thousand times in a long
/// training: for each block of documents, and while merging for each few hundred thousand places. They
/// are called by one thread at a time.
public struct TrainingControl: Sendable {
  /// Receives the progress.
  public var progress: (@Sendable (TrainingProgress) -> Void)?
  /// Says whether to stop. A training that is stopped while it merges returns the vocabulary that it
  /// has so far.
  public var shouldStop: (@Sendable () -> Bool)?

  /// What is saved while a training by byte pairs merges.
  public var checkpoints: TrainingCheckpoints?

  /// A control with the given closures.
  public init(
    progress: (@Sendable (TrainingProgress) -> Void)? = nil,
    shouldStop: (@Sendable () -> Bool)? = nil, checkpoints: TrainingCheckpoints? = nil
  ) {
    self.progress = progress
    self.shouldStop = shouldStop
    self.checkpoints = checkpoints
  }

  /// Tells the caller of the progress; whether to go on.
  func goesOn(_ phase: TrainingProgress.Phase, done: Int, total: Int? = nil) -> Bool {
    progress?(TrainingProgress(phase: phase, done: done, total: total))
    return shouldStop?() != true
  }
}
