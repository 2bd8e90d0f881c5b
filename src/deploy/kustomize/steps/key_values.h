#pragma once
#include "deploy/kustomize/steps/generators.h"

namespace fairlead::kustomize {

struct KeyValue {
  const Node* key = nullptr;
  const Node* value = nullptr;  ///< a string; perhaps no UTF-8
};

/// What a generator takes its data from: `envs`, `literals`, `files`, in that order.
class KeyValues {
 public:
  /// All must outlive it.
  KeyValues(Ref entry, const ReadText& read, Edits& edits)
      : entry_(entry), read_(read), edits_(edits) {}

  /// Refused where a key is none, or there twice. What is not there is left out.
  std::optional<Refusal> read();
  const std::vector<KeyValue>& all() const { return all_; }

 private:
  void env_file(Ref path);
  void env_line(Span line, bool is_first);
  void literal(const Node& scalar);
  void file(const Node& scalar);
  void add(const Node* key, const Node* value);
  const Node* text_at(Span at) const;
  void refuse(std::string message, Span at) {
    if (!refusal_) refusal_ = {std::move(message), at};
  }

  const Ref entry_;
  const ReadText& read_;
  Edits& edits_;
  std::vector<KeyValue> all_;
  std::optional<Refusal> refusal_;
};

}  // namespace fairlead::kustomize
