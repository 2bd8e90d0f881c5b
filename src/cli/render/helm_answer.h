#pragma once
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <string>
#include <string_view>

#include "deploy/helm/engine/manifests.h"
#include "source/source_map.h"
#include "tree/node.h"

namespace fairlead {

/// The JSON object that a job of a Helm engine is answered with; each byte that is no UTF-8 becomes
/// U+FFFD in it, as in Go.
class HelmAnswer {
 public:
  HelmAnswer() { writer_.StartObject(); }

  void field(std::string_view name, std::string_view text);
  /// JSON that was written already.
  void raw(std::string_view name, std::string_view json);
  void flag(std::string_view name, bool value);
  void open(std::string_view name);
  void close() { writer_.EndObject(); }
  void open_list(std::string_view name);
  void close_list() { writer_.EndArray(); }
  /// A list of texts.
  void texts(std::string_view name, const std::vector<std::string>& items);
  /// Values as templates see them.
  void values(const Node* root, SourceMap& sources);
  /// Where each scalar of the values that is not null is written: `"/a/0/b":["values.yaml",12,15]`,
  /// a JSON pointer (its keys as they are) and bytes.
  void origins(const Node* root, const SourceMap& sources);
  /// Who is to be asked about each scalar of what is deployed, objects before hooks: by the JSON
  /// pointer of a scalar its `edit`, a place; `trace`, all places that have a part in its bytes;
  /// `others`, those but `edit`; `conditions`, places that decided whether it stands there. Where
  /// its bytes hold `wrong` (unless that is ""), these alone are asked about.
  void documents(const helm::Manifests& manifests, const SourceMap& sources,
                 std::string_view wrong);
  /// The same of one object: a JSON object by itself in a list that is open.
  void object(std::string_view kind, std::string_view name, Ref root, const SourceMap& sources,
              std::string_view wrong);
  /// The object in one line; no more is added then.
  std::string done();

 private:
  void key(std::string_view name);
  void text(std::string_view text);
  void origin(Ref value, const std::string& path, const SourceMap& sources);
  void place(Span at, const SourceMap& sources);
  void scalars(Ref root, const SourceMap& sources, std::string_view wrong);
  void blame(Span at, const SourceMap& sources);

  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> writer_{buffer_};
};

}  // namespace fairlead
