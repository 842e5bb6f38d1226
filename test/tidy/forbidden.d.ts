// Deliberately not a module: the projects of layers that may not use a package resolve it to this file.
