#include "tree/assembler.h"

#include <fmt/core.h>

#include <algorithm>

namespace fairlead {

void Assembler::begin_document() {
  root_ = nullptr;
  frames_.clear();
  children_.clear();
  anchors_.clear();
  latest_.clear();
  unfit_keys_.clear();
  last_scalar_ = {source_, 0, 0};
  expanded_ = 0;
  budget_spent_ = false;
}

void Assembler::report(ProblemKind kind, Span at, std::string message) {
  problems_.add(kind, at, std::move(message));
}

bool Assembler::count(std::uint32_t at) {
  if (count_ < limits_.nodes) {
    ++count_;
    return true;
  }
  is_full_ = true;
  report(ProblemKind::yaml_limit, {source_, at, at},
         fmt::format("more than {} values in one file: the rest is not read, split the file",
                     limits_.nodes));
  return false;
}

std::size_t Assembler::define(std::string_view anchor) {
  if (anchor.empty()) return no_anchor;
  latest_[std::string(anchor)] = anchors_.size();
  anchors_.emplace_back();
  return anchors_.size() - 1;
}

bool Assembler::scalar(Kind kind, Style style, Span span, std::string_view text,
                       std::string_view anchor) {
  if (!count(span.begin)) return false;
  const Node node = Node::scalar(kind, style, syntax_, span, text);
  if (const std::size_t id = define(anchor); id != no_anchor)
    anchors_[id] = {arena_.make<Node>(node), {}};
  last_scalar_ = span;
  add(node, {});
  return true;
}

/// What an alias stands for, or null with a problem. The budget counts every node that is met
/// again, so that a walk over the document, aliases followed, ends.
const Node* Assembler::followed(std::string_view name, Span span, Extent& extent) {
  const auto found = latest_.find(name);
  if (found == latest_.end()) {
    report(ProblemKind::yaml_alias, span,
           "an alias without an anchor: write `&` and its name before the value that it should "
           "repeat, or "
           "put the value in quotes if it is text");
    return nullptr;
  }
  const Anchor& anchor = anchors_[found->second];
  if (!anchor.node) {
    report(ProblemKind::yaml_alias, span,
           "an alias inside the value that it stands for, which would contain itself: remove it");
    return nullptr;
  }
  if (budget_spent_) return nullptr;
  const std::uint64_t size = anchor.extent.size;
  if (size > limits_.alias_expansions - expanded_ ||
      frames_.size() + anchor.extent.height > limits_.depth) {
    budget_spent_ = true;
    report(ProblemKind::yaml_limit, span,
           fmt::format(
               "aliases repeat more than {} values or nest deeper than {} levels: they are not "
               "followed from here on",
               limits_.alias_expansions, limits_.depth));
    return nullptr;
  }
  expanded_ += size;
  extent = anchor.extent;
  return anchor.node;
}

bool Assembler::alias(std::string_view name, Span span) {
  if (!count(span.begin)) return false;
  Extent extent;
  const Node* target = followed(name, span, extent);
  add(Node::alias(span, target), extent);
  return true;
}

bool Assembler::open(Kind kind, Style style, std::uint32_t begin, std::string_view anchor) {
  if (!count(begin)) return false;
  if (frames_.size() >= limits_.depth) {
    report(ProblemKind::yaml_limit, {source_, begin, begin},
           fmt::format("nested deeper than {} levels: the document is not read", limits_.depth));
    return false;
  }
  frames_.push_back({kind, style, false, begin, children_.size(), define(anchor), {}});
  return true;
}

Span Assembler::collection_span(const Frame& frame, std::uint32_t end, bool has_brackets) const {
  if (has_brackets) return {source_, frame.begin, end};
  if (frame.first_child == children_.size()) return {source_, frame.begin, frame.begin};
  std::uint32_t last = children_.back().span().end;
  if (frame.kind == Kind::mapping)  // an empty value may stand before the end of its key
    last = std::max(last, children_[children_.size() - 2].span().end);
  return {source_, children_[frame.first_child].span().begin, last};
}

void Assembler::close(std::uint32_t end, bool has_brackets) {
  const Frame frame = frames_.back();
  if (frame.key_waits) children_.pop_back();  // a limit came between a key and its value
  const Span span = collection_span(frame, end, has_brackets);
  const std::span<const Node> children =
      arena_.copy(std::span<const Node>(children_).subspan(frame.first_child));
  children_.erase(children_.begin() + static_cast<std::ptrdiff_t>(frame.first_child),
                  children_.end());
  const bool is_sequence = frame.kind == Kind::sequence;
  const Node node = is_sequence ? Node::sequence(frame.style, span, children)
                                : Node::mapping(frame.style, span, children);
  if (!is_sequence) {
    report_unfit_merges(node, problems_);
    report_duplicate_keys(node, syntax_, problems_);
  }
  frames_.pop_back();
  const Extent extent = {frame.extent.size, frame.extent.height + 1};
  if (frame.anchor != no_anchor) anchors_[frame.anchor] = {arena_.make<Node>(node), extent};
  add(node, extent);
}

void Assembler::add(const Node& node, const Extent& extent) {
  if (frames_.empty()) {
    root_ = arena_.make<Node>(node);
    return;
  }
  Frame& frame = frames_.back();
  frame.extent.size += extent.size;
  frame.extent.height = std::max(frame.extent.height, extent.height);
  children_.push_back(node);
  if (frame.kind == Kind::sequence) return;
  frame.key_waits = !frame.key_waits;
  if (!frame.key_waits) return;
  const Node* key = node.resolved();
  if (key && (!key->is_scalar() || key->is_null())) unfit_keys_.push_back(node);
}

std::optional<std::uint32_t> Assembler::open_bracket() const {
  for (auto frame = frames_.rbegin(); frame != frames_.rend(); ++frame) {
    if (frame->style == Style::flow) return frame->begin;
  }
  return std::nullopt;
}

const Node* Assembler::waiting_key() const {
  if (frames_.empty() || !frames_.back().key_waits) return nullptr;
  return &children_.back();
}

}  // namespace fairlead
