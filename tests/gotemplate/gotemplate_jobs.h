#pragma once
#include <string>

#include "gotemplate/exec/executor.h"
#include "tree/node.h"

namespace fairlead::gotemplate {

/// Answers a job, a mapping that was read from JSON, with one line of JSON. `op` says what is
/// asked:
///   exec   `template` (called `name`, "t" otherwise) on `data`; `missing`: zero or error;
///          `more`: {name: text} of templates that are parsed first; `entry`: what is executed;
///          `functions`: sprig, else Go's own; `values`: YAML that is `.Values` instead of data
///   parse  `template`, as Go prints what it has parsed
///   fmt    `format` and `values`
///   number `text` and `form` (plain, character, complex)
/// The answer has `ok` and `output`, or `error`. A job without `data` has the one given.
std::string answer(Ref job, Ref data, SourceMap& sources);

}  // namespace fairlead::gotemplate
