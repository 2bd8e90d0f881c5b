#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/arena.h"
#include "deploy/helm/reads/held.h"
#include "gotemplate/parse/functions.h"
#include "gotemplate/parse/syntax.h"

namespace fairlead::helm {

/// Follows values through templates without executing them: both sides of each condition are read,
/// each `include` is followed with what its dot may hold. What it cannot follow (a function that
/// is not known, a name that is made of values) reads all that it is given. So what is not read
/// here is read under no values at all.
class TemplateReader {
 public:
  /// Both must outlive it.
  TemplateReader(const gotemplate::Functions& functions, HeldTable& table)
      : functions_(functions), table_(table) {}

  /// Adds a file of templates, and gives its own one; null where it is none. What it defines and
  /// nobody includes is taken to be included with `dot`. Name and text must outlive the reader.
  const gotemplate::Template* add(std::string_view name, std::string_view text, Held& dot);
  /// A template is executed with a dot.
  void execute(const gotemplate::Template& one, Held& dot) { starts_.emplace_back(&one, &dot); }
  /// A text of values or of the chart's files, which `tpl` may be given.
  void add_text(std::string_view text) { add_text(text, From::elsewhere); }
  /// Reads all until nothing is added. False where that takes too long: then nothing is known.
  bool read();
  /// Whether `tpl` is given what comes from no values: the chart's files may be such texts.
  bool reads_files() const { return reads_files_; }

 private:
  using Template = gotemplate::Template;
  using Term = gotemplate::Term;
  /// A template with one dot.
  struct Context {
    const Template* of = nullptr;
    HeldSet dot;
    std::map<std::string_view, HeldSet> variables;
    std::uint32_t round = 0;  // in which it was read last
    int depth = 0;            // how deep among the includes it was met first
  };
  struct Argument {
    HeldSet held;
    const Term* term = nullptr;  // null for what a pipe hands on
  };
  using Arguments = std::vector<Argument>;
  /// A name of which only pieces are known; null stands for anything.
  using Pieces = std::vector<std::optional<std::string>>;
  /// Where a text is written.
  enum class From : std::uint8_t { template_, elsewhere };

  std::vector<const Template*> parsed(std::string_view name, std::string_view text);
  void read(const Template& one, const HeldSet& dot, int depth);
  bool is_over() const;
  void read_unused();
  void block(Context& in, const gotemplate::Block* block, const HeldSet& dot);
  void action(Context& in, const gotemplate::Action& action, const HeldSet& dot);
  void range(Context& in, const gotemplate::Action& action, const HeldSet& dot);
  HeldSet pipe(Context& in, const gotemplate::Pipe& pipe, const HeldSet& dot);
  HeldSet value(Context& in, const gotemplate::Pipe& pipe, const HeldSet& dot);
  HeldSet command(Context& in, const gotemplate::Command& command, const HeldSet& dot,
                  const HeldSet* final);
  HeldSet term(Context& in, const Term& term, const HeldSet& dot);
  HeldSet fields(HeldSet held, std::span<const gotemplate::Name> names);
  void add_text(std::string_view text, From from);

  // template_functions.cc
  HeldSet function(Context& in, const Term& name, const Arguments& given);
  HeldSet lookup(const HeldSet& held, const Argument& key);
  HeldSet dict(Context& in, const Term& site, const Arguments& given);
  HeldSet dig(const Arguments& given);
  HeldSet made_list(Context& in, const Term& site, const HeldSet& items, const HeldSet& more);
  Held& made(Context& in, const Term& site);
  void include(Context& in, const Arguments& given);
  void tpl(const Arguments& given);
  void read_texts();
  static std::optional<Pieces> pieces(const Term& name);

  const gotemplate::Functions& functions_;
  HeldTable& table_;
  Arena arena_;
  std::uint32_t ids_ = 1;
  std::multimap<std::string_view, const Template*> all_;
  std::map<std::pair<const Template*, HeldSet>, Context> contexts_;
  std::map<const Template*, std::size_t> context_count_;
  std::map<std::pair<std::uint32_t, const Context*>, Held*> made_;
  std::vector<std::pair<const Template*, Held*>> starts_, defined_;
  std::map<std::string_view, From> texts_;
  std::map<std::string_view, std::vector<const Template*>> parsed_texts_;
  HeldSet text_dots_;
  bool reads_texts_ = false, reads_files_ = false;
  std::uint32_t round_ = 0;
  std::uint64_t steps_ = 0;
};

}  // namespace fairlead::helm
