#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/name_words.h"
#include "base/text.h"
#include "lint/words.h"
#include "rules/helm/printed_place.h"

namespace fairlead {
namespace {

/// What fmt says where a format and its values do not fit, and what is to be done.
struct Complaint {
  std::string_view mark;  ///< what it begins with; `*` stands for any verb
  std::string_view help;
  bool in_values;  ///< a text in place of the number mends it as well
};

constexpr Complaint complaints[] = {
    {"%!d(float64=", "numbers of values are floating point: convert it, `(int …)`", false},
    {"%!s(float64=", "write the value in quotes, or let the template print it with `%v`", true},
    {"%!q(float64=", "write the value in quotes, or let the template print it with `%v`", true},
    {"%!s(int", "print it with `%d` or `%v`", false},
    {"%!s(bool=", "write the value in quotes, or let the template print it with `%v`", true},
    {"%!*(<nil>)", "give it a value, or let the template have a `default`", false},
    {"%!*(MISSING)", "the format has more verbs than values: give the one that lacks", false},
    {"%!(EXTRA", "the format has fewer verbs than values: write one for it", false},
    {"%!(NOVERB)", "write `%%` for a percent sign", false},
    {"%!", "let verb and value fit each other; `%v` prints any value", false},
};

const Complaint& complaint_of(std::string_view text) {
  return *std::ranges::find_if(complaints, [&](const Complaint& each) {
    const std::size_t any = each.mark.find('*');
    if (any == std::string_view::npos) return text.starts_with(each.mark);
    return text.starts_with(each.mark.substr(0, any)) && text.size() > any &&
           text.substr(any + 1).starts_with(each.mark.substr(any + 1));
  });
}

/// The mark without the value in it: `%!d(float64=…)`.
std::string shown(std::string_view text) {
  const std::size_t end = text.find_first_of("=) ");
  if (end == text.npos) return std::string(text.substr(0, 2));
  if (text[end] == ')') return std::string(text.substr(0, end + 1));
  return fmt::format("{}{}…)", text.substr(0, end), text[end]);
}

/// What an object's text has from a place on, up to the line's end.
std::string_view rest_of_line(const SourceMap& sources, Span at) {
  const std::string_view rest = sources.text(at.source).substr(at.begin);
  return rest.substr(0, rest.find('\n'));
}

void check_mark(RuleRun& run, const PrintedMark& mark, const PrintedPlace& place) {
  const std::string_view text = rest_of_line(run.sources(), mark.at);
  const Complaint& complaint = complaint_of(text);
  const Blame blame = run.sources().blame(mark.at);
  const auto value = std::ranges::find(blame.others, Related::Kind::also, &Related::kind);
  const bool at_value = complaint.in_values && value != blame.others.end();
  Finding& finding = run.report(
      *place.resource, at_value ? value->at : blame.edit,
      fmt::format("the template prints `{}` here: the verb does not fit the value", shown(text)));
  finding.caption = at_value ? "printed with a verb that does not fit" : "does not fit the value";
  if (at_value)
    add_label(finding, blame.edit, "printed by this verb");
  else if (value != blame.others.end())
    add_label(finding, value->at, "the value");
  finding.help = complaint.help;
}

constexpr std::string_view address_ends[] = {"url",     "uri",  "dsn",      "host", "hosts",
                                             "address", "addr", "endpoint", "port"};
constexpr std::string_view servers[] = {"redis",   "valkey", "db",      "database", "postgres",
                                        "pg",      "mysql",  "mariadb", "mongo",    "postgresql",
                                        "mongodb", "amqp",   "broker",  "rabbitmq", "sentinel"};

/// Whether a variable of that name has to be the address of a server, or a part of one.
bool needs_address(std::string_view name) {
  const std::vector<std::string> words = name_words(name);
  return !words.empty() &&
         std::ranges::find(address_ends, words.back()) != std::end(address_ends) &&
         std::ranges::any_of(servers, [&](std::string_view word) { return has_word(words, word); });
}

/// Whether a values file of the unit has what an expression prints, though it is null there, or a
/// dependency that is nowhere may have it.
bool is_known(const Facts& facts, std::string_view expression) {
  constexpr std::string_view root = ".Values.";
  const std::size_t at = expression.find(root);
  if (at == expression.npos) return false;
  expression.remove_prefix(at + root.size());
  const std::string_view path = expression.substr(0, expression.find_first_of(" )|}"));
  if (facts.printed.may_give(path)) return true;
  const std::vector<std::string_view> keys = split(path, '.');
  return std::ranges::any_of(facts.unit->values, [&](const ReleaseValues& each) {
    Ref place = each.root;
    for (const std::string_view key : keys) place = place[key];
    return bool(place);
  });
}

void check_marks(RuleRun& run) {
  std::set<const Node*> told;
  for (const PrintedMark& mark : run.facts().printed.marks) {
    if (mark.kind != PrintedMark::Kind::format_error) continue;
    const PrintedPlace place = printed_place(run.facts(), mark.at);
    if (!place.resource) continue;
    run.answered();
    // What nobody gives may be given by whoever installs the chart.
    const bool is_nil = rest_of_line(run.sources(), mark.at).substr(0, 20).find("(<nil>)") ==
                        std::string_view("%!s").size();
    if (is_nil && !run.facts().unit->release) continue;
    if (place.value->is_scalar() && !told.insert(place.value.node()).second) continue;
    check_mark(run, mark, place);
  }
}

/// Where in an address the host is missing: at the begin of no text at all, behind `redis://` or
/// `redis://user@`; nothing where it is there.
std::optional<std::size_t> missing_host(std::string_view text) {
  if (text.empty()) return 0;
  const std::size_t scheme = text.find("://");
  if (scheme == text.npos) return std::nullopt;
  const std::string_view rest = text.substr(scheme + 3);
  const std::string_view server = rest.substr(0, rest.find_first_of("/?#"));
  const std::size_t user = server.rfind('@');
  const std::size_t host = user == server.npos ? 0 : user + 1;
  if (host < server.size() && server[host] != ':') return std::nullopt;
  return scheme + 3 + host;
}

/// An empty value that a template printed for one that nobody gives.
void check_variable(RuleRun& run, const Workload& workload, const EnvVar& variable) {
  if (variable.from != ValueFrom::literal || !variable.at) return;
  const Ref value = variable.at["value"];
  if (!value || !value->is_scalar()) return;
  const std::optional<std::size_t> host = missing_host(value.text());
  if (!host) return;
  Span at = value->span();
  if (run.sources().is_written(at.source)) return;
  at.end += static_cast<std::uint32_t>(rest_of_line(run.sources(), at).size());
  const std::vector<LeftOut> all = run.sources().left_out(at);
  const auto absent = std::ranges::find_if(all, [&](const LeftOut& each) {
    const bool is_quoted = value->style() != Style::plain;
    return each.is_absent &&
           (*host == 0 || each.at == value->span().begin + (is_quoted ? 1 : 0) + *host);
  });
  if (absent == all.end() || is_known(run.facts(), run.sources().text(absent->block))) return;
  run.answered();
  Finding& finding = run.report(
      *workload.resource, absent->block,
      fmt::format("`{}` is {}: the value that is printed here is in no values file", variable.name,
                  value.text().empty() ? "empty" : "an address without a host"));
  finding.caption = "there is no such value";
  finding.help = "correct the name, or give the value in values.yaml";
}

}  // namespace

void rule_helm_no_value(RuleRun& run) {
  check_marks(run);
  if (run.facts().unit->kind != UnitKind::chart_values) return;
  for (const Workload& workload : run.facts().workloads)
    for (const Container& container : workload.containers)
      for (const EnvVar& variable : container.env)
        if (needs_address(variable.name)) check_variable(run, workload, variable);
}

}  // namespace fairlead
