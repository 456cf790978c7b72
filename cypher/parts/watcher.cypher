// What is shown of the watcher `w`.
RETURN w.account AS account, w.feed AS feed, w.digest AS digest, w.digestedUpTo AS digestedUpTo, w.readUpTo AS readUpTo
