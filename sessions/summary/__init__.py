"""The summary that people take home: built once (`build`), set in each format by a writer (`write`)."""
