"""The summary that people take home: built once (`build`) of blocks (`model`)."""
