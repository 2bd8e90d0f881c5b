// URLs into their parts and back.
#include <fmt/format.h>

#include "gotemplate/sprig/casts.h"
#include "gotemplate/sprig/sprig.h"
#include "gotemplate/sprig/urls/url_parts.h"

namespace fairlead::gotemplate {
namespace {

/// A part as a value: the bytes of the URL where it stands there unchanged.
Value value_of(Call& call, const UrlPart& part) {
  if (part.written != part.meant || part.meant.empty()) return call.made(part.meant);
  const auto from = static_cast<std::size_t>(part.written.data() - call[0].text().data());
  return part_of(call.heap, call[0], from, from + part.meant.size());
}

UrlPart host_name(const UrlParts& url) {
  const std::string_view name = url.host_name();
  const auto at = static_cast<std::size_t>(name.data() - url.host.meant.data());
  const bool same = url.host.written == url.host.meant;
  return {same ? url.host.written.substr(at, name.size()) : "", std::string(name)};
}

Value parse(Call& call) {
  std::string error;
  const auto url = url_parts(call[0].text(), error);
  if (!url) return call.fail("unable to parse url: " + error);
  Map* made = call.heap.map();
  const auto put = [&](std::string_view name, const UrlPart& part) {
    made->set(call.heap.key(name), value_of(call, part));
  };
  put("scheme", url->scheme);
  put("host", url->host);
  put("hostname", host_name(*url));
  put("path", url->path);
  put("query", url->query);
  put("opaque", url->opaque);
  put("fragment", url->fragment);
  put("userinfo", url->user.value_or(UrlPart()));
  return Value::map(made, call[0].origin());
}

void put_escaped(TextBuilder& out, const BuiltText& text, UrlPlace place) {
  std::uint32_t plain = 0;
  for (std::uint32_t at = 0; at < text.size; ++at) {
    const auto byte = static_cast<unsigned char>(text.bytes[at]);
    if (!is_escaped(byte, place)) continue;
    out.append(text, plain, at);
    const Run& run = text.part(at, at + 1).runs[0];
    const Copy copy = run.how() == Copy::verbatim ? Copy::transformed : run.how();
    out.put(fmt::format("%{:02X}", byte), run.origin, copy, 0, run.under());
    plain = at + 1;
  }
  out.append(text, plain, text.size);
}

/// The parts that a URL is put together of.
struct Given {
  Value scheme, host, path, query, opaque, fragment, user;
};

/// A part out of the map, "" where it has none; false where the call has failed.
bool take(Call& call, std::string_view name, Value& part) {
  const Value* found = call[0].map().find(name);
  part = found ? *found : call.heap.constant("");
  // Each byte may be written as an escape.
  constexpr std::uint64_t of_a_byte = 3 + 2 * sizeof(Run);
  if (part.is_string()) return call.heap.budget().room(of_a_byte * part.rope().size);
  if (part.is_nil() || !part.is_valid())
    call.fail(std::string(nil_dereference));
  else
    call.fail(fmt::format("unable to parse {} key, must be of type string, but {} found", name,
                          kind_name(part)));
  return false;
}

/// The part between `//` and the path.
bool put_authority(Call& call, const Given& given, TextBuilder& out) {
  std::optional<UrlPart> user;
  if (given.user.rope().size > 0) {
    std::string error;
    const std::string text = fmt::format("proto://{}@host", given.user.text());
    const auto url = url_parts(text, error);
    if (!url) {
      call.fail("unable to parse userinfo in dict: " + error);
      return false;
    }
    user = url->user;
    if (user) user->written = {};
  }
  const bool has_host = given.host.rope().size > 0;
  if (given.opaque.rope().size > 0) return true;
  if (given.scheme.rope().size == 0 && !has_host && !user) return true;
  if (has_host || given.path.rope().size > 0 || user) out.synthetic("//");
  if (user) {
    if (user->meant == given.user.text())
      out.append(given.user.rope());
    else
      out.put(user->meant, call.heap.origin_of(given.user), Copy::transformed);
    out.synthetic("@");
  }
  put_escaped(out, given.host.rope(), UrlPlace::host);
  return true;
}

void put_path(const Given& given, TextBuilder& out) {
  const std::string_view path = given.path.text();
  if (!path.empty() && path[0] != '/' && given.host.rope().size > 0) out.synthetic("/");
  const bool looks_like_scheme = path.substr(0, path.find('/')).find(':') != path.npos;
  if (out.empty() && looks_like_scheme) out.synthetic("./");
  if (path == "*")
    out.append(given.path.rope());
  else
    put_escaped(out, given.path.rope(), UrlPlace::path);
}

Value join(Call& call) {
  Given given;
  if (!take(call, "scheme", given.scheme) || !take(call, "host", given.host) ||
      !take(call, "path", given.path) || !take(call, "query", given.query) ||
      !take(call, "opaque", given.opaque) || !take(call, "fragment", given.fragment) ||
      !take(call, "userinfo", given.user))
    return {};
  TextBuilder out;
  if (given.scheme.rope().size > 0) {
    out.append(given.scheme.rope());
    out.synthetic(":");
  }
  if (!put_authority(call, given, out)) return {};
  if (given.opaque.rope().size > 0)
    out.append(given.opaque.rope());
  else
    put_path(given, out);
  if (given.query.rope().size > 0) {
    out.synthetic("?");
    out.append(given.query.rope());
  }
  if (given.fragment.rope().size > 0) {
    out.synthetic("#");
    put_escaped(out, given.fragment.rope(), UrlPlace::fragment);
  }
  return call.heap.string(out);
}

/// Helm asks no name server unless it is told to.
Value host_by_name(Call& call) { return call.made(""); }

constexpr Function table[] = {
    {"urlParse", "string", parse},
    {"urlJoin", "map", join},
    {"getHostByName", "string", host_by_name},
};

}  // namespace

std::span<const Function> url_functions() { return table; }

}  // namespace fairlead::gotemplate
