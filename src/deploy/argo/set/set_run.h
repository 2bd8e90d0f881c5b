#pragma once
#include <string>
#include <vector>

#include "base/arena.h"
#include "deploy/types/file_set.h"
#include "gotemplate/exec/executor.h"
#include "gotemplate/value/heap.h"
#include "tree/node.h"

namespace fairlead::argo {

/// What making the Applications of one ApplicationSet needs. Once something fails nothing is made,
/// as Argo CD has it.
struct SetRun {
  SetRun(const FileSet& set_files, SourceMap& made_in, Arena& nodes);

  const FileSet& files;
  SourceMap& sources;
  Arena& arena;
  gotemplate::Heap heap;
  gotemplate::Functions functions;
  bool go_template = false;
  gotemplate::MissingKey missing = gotemplate::MissingKey::invalid;
  std::string fault;    ///< in Argo CD's words; "" where all goes well
  std::string unknown;  ///< a generator that asks others than the repository; "" for none

  bool fail(std::string why) {
    if (fault.empty()) fault = std::move(why);
    return false;
  }
  bool failed() const { return !fault.empty() || !unknown.empty(); }
};

/// A set of parameters: a map of which Go templates take fields, or one of strings under flat
/// names.
using Parameters = gotemplate::Map*;

/// Go's functions, sprig's, and those that Argo CD adds.
gotemplate::Functions set_functions();
/// A name that Kubernetes takes: `normalize`.
std::string normalized_name(std::string_view name);

}  // namespace fairlead::argo
