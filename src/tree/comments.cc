#include "tree/comments.h"

#include <algorithm>
#include <string_view>

#include "tree/yaml_text.h"

namespace fairlead {
namespace {

class Comments {
 public:
  Comments(std::string_view text, Span document)
      : text_(text), document_(document), at_(document.begin) {}

  /// Looks between the scalars of a tree, which it meets in written order.
  void walk(const Node& node) {
    if (node.is_scalar() || node.kind() == Kind::alias) {
      scan_to(node.span().begin);
      if (node.style() == Style::literal || node.style() == Style::folded) header(node.span());
      at_ = std::max<std::size_t>(at_, node.span().end);
    }
    for (const Node* item : node.items()) walk(*item);
    for (const Entry& entry : node.entries()) {
      walk(*entry.key);
      walk(*entry.value);
    }
  }

  /// Without a tree each line is looked at by itself, and quotes are followed as far as it goes.
  void scan_lines() {
    while (at_ < document_.end) {
      const std::size_t end = std::min<std::size_t>(line_end(text_, at_), document_.end);
      const std::size_t comment = find_unquoted(text_.substr(at_, end - at_), "#");
      if (comment != std::string_view::npos) add(at_ + comment, end);
      at_ = end + 1;
    }
  }

  void scan_to(std::size_t end) {
    while (at_ < end) {
      const char c = text_[at_];
      if (c == '#') {
        at_ = add(at_, comment_end(at_));
      } else if (c == '!' || c == '&' || c == '%') {
        while (at_ < end && !is_space_or_end(text_, at_)) ++at_;
      } else {
        ++at_;
      }
    }
  }

  std::vector<Span> found() && { return std::move(found_); }

 private:
  std::size_t comment_end(std::size_t at) const {
    while (at < document_.end && break_size(text_, at) == 0) ++at;
    return at;
  }

  /// A comment may follow the `|` of a block.
  void header(Span block) {
    const std::size_t end = comment_end(block.begin);
    const std::size_t comment = text_.substr(0, end).find('#', block.begin);
    if (comment != std::string_view::npos) add(comment, end);
  }

  std::size_t add(std::size_t begin, std::size_t end) {
    found_.push_back(
        {document_.source, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    return end;
  }

  std::string_view text_;
  Span document_;
  std::size_t at_;
  std::vector<Span> found_;
};

}  // namespace

std::vector<Span> comments(const SourceMap& sources, const Document& document) {
  Comments scan(sources.text(document.source), document.span);
  if (document.root) {
    scan.walk(*document.root);
    scan.scan_to(document.span.end);
  } else {
    scan.scan_lines();
  }
  return std::move(scan).found();
}

}  // namespace fairlead
