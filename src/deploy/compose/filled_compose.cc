#include "deploy/compose/filled_compose.h"

#include "deploy/compose/compose.h"

namespace fairlead {

FilledCompose::FilledCompose(const File& file, const FileSet& files, const SourceMap& sources)
    : file_(file),
      sources_(&sources),
      interpolation_(files.find(variables_path(file.path)), sources_, arena_),
      root_(interpolation_.tree(first_root(file).node())) {}

}  // namespace fairlead
