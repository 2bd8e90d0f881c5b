#pragma once
#include <map>
#include <string>

#include "deploy/compose/model/model.h"
#include "deploy/compose/value/maker.h"

namespace fairlead::compose {

/// Scalars as compose has them. False where it takes no such value.
class TypedScalars {
 public:
  explicit TypedScalars(Maker& maker) : maker_(maker) {}
  bool convert(Type type, Value& value);

 private:
  bool text(Value& value);
  bool boolean(Value& value);
  bool integer(Value& value);
  bool number(Value& value);
  bool bytes(Value& value);
  bool mode(Value& value);
  bool count(Value& value);
  /// The value as another text and kind.
  bool become(Kind kind, std::string_view text, Value& value);

  Maker& maker_;
};

/// Lists and mappings of texts as compose has them. False where it takes no such value.
class TypedLists {
 public:
  explicit TypedLists(Maker& maker) : maker_(maker), scalars_(maker) {}
  bool convert(Type type, Value& value);

 private:
  bool command(Value& value);
  bool test(Value& value);
  bool texts(Value& value);
  bool mapping(Type type, Value& value);
  bool lists(Value& value);
  struct Address {
    const Node* key;
    Value value;
  };
  using Hosts = std::multimap<std::string, Address>;
  bool hosts(Value& value);
  /// `name=address`, or several addresses.
  bool add_hosts(Value& item, Hosts& hosts);
  void add_host(const std::string& name, const Node* key, const Value& list, std::size_t begin,
                std::size_t end, Hosts& hosts);
  bool ssh(Value& value);
  bool print(Value& value);
  void sort(Value& mapping);

  Maker& maker_;
  TypedScalars scalars_;
};

}  // namespace fairlead::compose
