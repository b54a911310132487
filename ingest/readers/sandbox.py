def read_in_sandbox(path, format, limits, progress=None):
    raise NotImplementedError
