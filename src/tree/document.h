#pragma once
#include <cstddef>
#include <vector>

#include "base/arena.h"
#include "source/problem.h"
#include "source/source_map.h"
#include "tree/node.h"

namespace fairlead {

/// What may be read of one file; more is a problem of kind yaml_limit, never a crash.
struct ReadLimits {
  std::size_t bytes = 16u << 20;
  std::size_t nodes = 1'000'000;
  std::size_t depth = 100;
  std::size_t alias_expansions = 100'000;
};

/// One document of a text: a YAML stream has any number of them, other formats one.
struct Document {
  SourceId source{};
  Span span;  ///< from after its `---` to before the next; the first from the text's begin
  const Node* root = nullptr;  ///< null where it could not be read (a problem says why) or is empty
};

/// What a text was read into. Nodes live in the arena; a scalar's text lies there or in the source.
struct Tree {
  std::vector<Document> documents;  ///< at least one, whatever the text is
  std::vector<Problem> problems;    ///< by their places, and some 1,000 at most
};

/// YAML, through libyaml, one document after the other: a syntax error in one (split at `---` in
/// column 0) leaves the others readable. JSON is read by read_json.
Tree read_yaml(Arena& arena, const SourceMap& sources, SourceId source,
               const ReadLimits& limits = {});

/// YAML as kustomize reads a resource (kyaml, which is go-yaml 3): `yes` and `on` are strings, and
/// a point in time is the text that JSON has for it. All else is as read_yaml has it.
Tree read_kyaml(Arena& arena, const SourceMap& sources, SourceId source,
                const ReadLimits& limits = {});

/// JSON as RFC 8259 has it; an object behind a value is the next document, as kubectl reads it.
Tree read_json(Arena& arena, const SourceMap& sources, SourceId source,
               const ReadLimits& limits = {});

/// redis.conf or sentinel.conf: one document, a sequence of directives, each a sequence of its
/// arguments (the directive's name first, written as it stands). Quoting as redis' sdssplitargs has
/// it; comment lines and blank lines are skipped; an unbalanced quote is a problem of kind
/// redis_quotes, and ends its directive before the word it stands in.
Tree read_redis_conf(Arena& arena, const SourceMap& sources, SourceId source,
                     const ReadLimits& limits = {});

/// A Redis ACL file: one document, a sequence of lines, each a sequence of its tokens, which a
/// single space separates (so that two spaces make an empty token, as the server sees it).
Tree read_acl_file(Arena& arena, const SourceMap& sources, SourceId source,
                   const ReadLimits& limits = {});

/// A .env file: one document, a mapping of names to strings. `export ` before a name is skipped; a
/// name without `=` has a null value.
Tree read_env_file(Arena& arena, const SourceMap& sources, SourceId source,
                   const ReadLimits& limits = {});

}  // namespace fairlead
