// Keys and certificates: texts of the right shape, which no one can use. What they are asked for
// is checked as Go's functions check it, as far as no key has to be read.
#include <arpa/inet.h>
#include <fmt/format.h>

#include "base/text.h"
#include "gotemplate/format/printer.h"
#include "gotemplate/sprig/base_text.h"
#include "gotemplate/sprig/casts.h"
#include "gotemplate/sprig/sprig.h"

namespace fairlead::gotemplate {
namespace {

/// A block of PEM of so many bytes.
std::string pem(std::string_view kind, std::size_t size) {
  std::string bytes;
  while (bytes.size() < size) bytes += "fairlead ";
  bytes.resize(size);
  const std::string text = base64_encoded(bytes);
  std::string lines;
  for (std::size_t at = 0; at < text.size(); at += 64) lines += text.substr(at, 64) + "\n";
  return fmt::format("-----BEGIN {0}-----\n{1}-----END {0}-----\n", kind, lines);
}

bool is_pem(std::string_view text) {
  const std::size_t begin = text.find("-----BEGIN ");
  return begin != text.npos && text.find("\n-----END ", begin) != text.npos;
}

Value private_key(Call& call) {
  struct Kind {
    std::string_view name, header;
    std::size_t size;
  };
  constexpr Kind kinds[] = {{"", "RSA PRIVATE KEY", 2350},
                            {"rsa", "RSA PRIVATE KEY", 2350},
                            {"dsa", "DSA PRIVATE KEY", 860},
                            {"ecdsa", "EC PRIVATE KEY", 121},
                            {"ed25519", "PRIVATE KEY", 48}};
  const Kind* kind = std::ranges::find(kinds, call[0].text(), &Kind::name);
  if (kind == std::end(kinds)) return call.made("Unknown type " + std::string(call[0].text()));
  return call.heap.made_up(pem(kind->header, kind->size));
}

constexpr std::string_view fields[] = {"Cert", "Key"};
constexpr TypeInfo certificate_type{"sprig.certificate", Type::nil, "struct", nullptr, 0, fields,
                                    std::size(fields)};

Value record(Call& call, const Value& certificate, const Value& key) {
  const Value both[] = {certificate, key};
  return Value::record(call.heap.record(certificate_type, both));
}

/// A new certificate, with the key that was given or a new one.
Value made_certificate(Call& call, const Value* key) {
  const Value certificate = call.heap.made_up(pem("CERTIFICATE", 790));
  return record(call, certificate, key ? *key : call.heap.made_up(pem("RSA PRIVATE KEY", 1190)));
}

bool good_key(Call& call, const Value& key, std::string_view doing) {
  if (is_pem(key.text())) return true;
  call.fail(fmt::format("{}: no PEM data in input", doing));
  return false;
}

bool is_address(std::string_view text) {
  unsigned char bytes[sizeof(in6_addr)];
  const std::string plain(text);
  return inet_pton(AF_INET, plain.c_str(), bytes) == 1 ||
         inet_pton(AF_INET6, plain.c_str(), bytes) == 1;
}

std::string printed(Call& call, const Value& value) {
  TextBuilder out;
  Printer(call.heap, out).print(value);
  return std::string(out.text());
}

/// Whether all addresses and names are such.
bool good_names(Call& call) {
  for (const Value& address : call[1].list().items()) {
    if (!address.is_string())
      call.fail(fmt::format("error parsing ip: {} is not a string", printed(call, address)));
    else if (!is_address(address.text()))
      call.fail(fmt::format("error parsing ip: {}", address.text()));
    if (call.failed) return false;
  }
  for (const Value& name : call[2].list().items()) {
    if (name.is_string()) continue;
    call.fail(fmt::format("error processing alternate dns name: {} is not a string",
                          printed(call, name)));
    return false;
  }
  return true;
}

bool good_signer(Call& call) {
  const Record& signer = call[4].record();
  if (!is_pem(signer.fields[0].text())) {
    call.fail("unable to decode certificate");
    return false;
  }
  return good_key(call, signer.fields[1], "error parsing private key");
}

Value authority(Call& call) { return made_certificate(call, nullptr); }

Value authority_with_key(Call& call) {
  if (!good_key(call, call[2], "parsing private key")) return {};
  return made_certificate(call, &call[2]);
}

Value self_signed(Call& call) {
  return good_names(call) ? made_certificate(call, nullptr) : Value();
}

Value self_signed_with_key(Call& call) {
  if (!good_key(call, call[4], "parsing private key") || !good_names(call)) return {};
  return made_certificate(call, &call[4]);
}

Value signed_(Call& call) {
  if (!good_signer(call) || !good_names(call)) return {};
  return made_certificate(call, nullptr);
}

Value signed_with_key(Call& call) {
  if (!good_key(call, call[5], "parsing private key") || !good_signer(call) || !good_names(call))
    return {};
  return made_certificate(call, &call[5]);
}

/// A certificate and a key that are given.
Value custom(Call& call) {
  std::string error;
  const auto certificate = from_base64(call[0].text(), error);
  if (!certificate) return call.fail("unable to decode base64 certificate");
  const auto key = from_base64(call[1].text(), error);
  if (!key) return call.fail("unable to decode base64 private key");
  if (!is_pem(*certificate)) return call.fail("unable to decode certificate");
  if (!is_pem(*key)) return call.fail("error parsing private key: no PEM data in input");
  const auto text = [&](const std::string& bytes, const Value& from) {
    if (from.is_synthetic()) return call.heap.made_up(bytes);
    return call.heap.string(bytes, call.heap.origin_of(from));
  };
  return record(call, text(*certificate, call[0]), text(*key, call[1]));
}

constexpr Function table[] = {
    {"genPrivateKey", "string", private_key},
    {"genCA", "string, int", authority},
    {"genCAWithKey", "string, int, string", authority_with_key},
    {"genSelfSignedCert", "string, []any, []any, int", self_signed},
    {"genSelfSignedCertWithKey", "string, []any, []any, int, string", self_signed_with_key},
    {"genSignedCert", "string, []any, []any, int, sprig.certificate", signed_},
    {"genSignedCertWithKey", "string, []any, []any, int, sprig.certificate, string",
     signed_with_key},
    {"buildCustomCert", "string, string", custom},
};

}  // namespace

std::span<const Function> certificate_functions() { return table; }

}  // namespace fairlead::gotemplate
