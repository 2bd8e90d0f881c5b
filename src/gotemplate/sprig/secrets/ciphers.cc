// Passwords and ciphers.
#include <fmt/format.h>

#include "base/crypto/aes.h"
#include "base/crypto/scrypt.h"
#include "base/text.h"
#include "gotemplate/sprig/base_text.h"
#include "gotemplate/sprig/casts.h"
#include "gotemplate/sprig/sprig.h"

namespace fairlead::gotemplate {
namespace {

/// A hash of a password; its salt is another one each time.
Value hashed(Call& call, std::string_view before, const Value& password) {
  if (password.rope().size > 72)
    return call.made(
        std::string(before) +
        "failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes");
  return call.heap.made_up(
      fmt::format("{}$2a$10$7301946285FairLeadGoesStraightFairLeadGoesStraight.Fa", before));
}

Value bcrypt(Call& call) { return hashed(call, "", call[0]); }

Value password_line(Call& call) {
  const std::string name(call[0].text());
  if (name.find(':') != name.npos) return call.made("invalid username: " + name);
  return hashed(call, name + ":", call[1]);
}

/// What passwords of a kind look like: a letter says which characters may stand there.
struct Shape {
  std::string_view kind;
  std::string_view words;  ///< between spaces
};
constexpr Shape shapes[] = {
    {"maximum", "anoxxxxxxxxxxxxxxxxx axxxxxxxxxxxxxxxxxno"},
    {"long",
     "CvcvnoCvcvCvcv CvcvCvcvnoCvcv CvcvCvcvCvcvno CvccnoCvcvCvcv CvccCvcvnoCvcv CvccCvcvCvcvno "
     "CvcvnoCvccCvcv CvcvCvccnoCvcv CvcvCvccCvcvno CvcvnoCvcvCvcc CvcvCvcvnoCvcc CvcvCvcvCvccno "
     "CvccnoCvccCvcv CvccCvccnoCvcv CvccCvccCvcvno CvcvnoCvccCvcc CvcvCvccnoCvcc CvcvCvccCvccno "
     "CvccnoCvcvCvcc CvccCvcvnoCvcc CvccCvcvCvccno"},
    {"medium", "CvcnoCvc CvcCvcno"},
    {"short", "Cvcn"},
    {"basic", "aaanaaan aannaaan aaannaaa"},
    {"pin", "nnnn"},
};

struct Letters {
  char name;
  std::string_view all;
};
constexpr Letters letters[] = {
    {'V', "AEIOU"},
    {'C', "BCDFGHJKLMNPQRSTVWXYZ"},
    {'v', "aeiou"},
    {'c', "bcdfghjklmnpqrstvwxyz"},
    {'a', "AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz"},
    {'n', "0123456789"},
    {'o', "@&%?,=[]_:-+*$#!'^~;()/."},
    {'x', "AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz0123456789!@#$%^&*()"},
};

std::string number_bytes(std::uint64_t number) {
  std::string made;
  for (const unsigned shift : {24u, 16u, 8u, 0u})
    made += static_cast<char>(number >> shift & 0xffu);
  return made;
}

/// The Master Password algorithm: always the same for the same words.
std::string derived(std::uint64_t counter, const Shape& shape, const Call& call) {
  constexpr std::string_view scope = "com.lyndir.masterpassword";
  const std::string_view user = call[3].text(), site = call[4].text();
  const std::string salt = fmt::format("{}{}{}", scope, number_bytes(user.size()), user);
  const std::string key = scrypt_key(call[2].text(), salt, {32768, 8, 2}, 64);
  const std::string seed = hmac_sha256(
      key, fmt::format("{}{}{}{}", scope, number_bytes(site.size()), site, number_bytes(counter)));
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(seed[i]); };
  const auto words = static_cast<std::size_t>(1 + std::ranges::count(shape.words, ' '));
  std::string_view word = shape.words;
  for (std::size_t skip = at(0) % words; skip > 0; --skip) word.remove_prefix(word.find(' ') + 1);
  word = word.substr(0, word.find(' '));
  std::string made;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const std::string_view all = std::ranges::find(letters, word[i], &Letters::name)->all;
    made += all[at(i + 1) % all.size()];
  }
  return made;
}

Value derive(Call& call) {
  const Shape* shape = std::ranges::find(shapes, call[1].text(), &Shape::kind);
  if (shape == std::end(shapes))
    return call.made(fmt::format("cannot find password template {}", call[1].text()));
  // It takes a tenth of a second and 32 MiB, by intent.
  constexpr std::uint64_t as_many_steps = 4'000'000;
  if (!call.heap.budget().step(as_many_steps)) return {};
  return call.made(derived(call[0].natural(), *shape, call));
}

Aes256 cipher(std::string_view password) {
  std::array<std::uint8_t, 32> key{};
  std::copy_n(password.begin(), std::min(password.size(), key.size()), key.begin());
  return Aes256(key);
}

/// What the text is mixed with, before it; another one each time in Go.
constexpr std::string_view start = "fairlead's start";
static_assert(start.size() == Aes256::block);

Value encrypt(Call& call) {
  std::string text(call[1].text());
  if (text.empty()) return call.made("");
  if (!call.affords(text.size() * 8)) return {};
  const std::size_t padding = Aes256::block - text.size() % Aes256::block;
  text.append(padding, static_cast<char>(padding));
  const std::string made = cipher(call[0].text()).encrypted(text, start);
  return call.heap.made_up(base64_encoded(std::string(start) + made)).from(call.origin());
}

Value decrypt(Call& call) {
  constexpr std::string_view out_of_range = "runtime error: slice bounds out of range";
  std::string error;
  auto bytes = from_base64(call[1].text(), error);
  if (!bytes) return call.fail(std::move(error));
  if (call[1].text().empty()) return call.made("");
  if (!call.affords(bytes->size() * 8)) return {};
  const std::size_t size = bytes->size(), capacity = call[1].text().size() / 4 * 3;
  if (size < Aes256::block)
    return call.fail(capacity < Aes256::block
                         ? fmt::format("{} [:16] with capacity {}", out_of_range, capacity)
                         : fmt::format("{} [16:{}]", out_of_range, size));
  if (size % Aes256::block != 0) return call.fail("crypto/cipher: input not full blocks");
  if (size == Aes256::block) return call.fail("runtime error: index out of range [-1]");
  const std::string_view all = *bytes;
  std::string text =
      cipher(call[0].text()).decrypted(all.substr(Aes256::block), all.substr(0, Aes256::block));
  const std::size_t padding = static_cast<unsigned char>(text.back());
  if (padding > text.size())
    return call.fail(fmt::format("{} [:-{}]", out_of_range, padding - text.size()));
  return call.made(text.substr(0, text.size() - padding));
}

constexpr Function table[] = {
    {"bcrypt", "string", bcrypt},
    {"htpasswd", "string, string", password_line},
    {"derivePassword", "uint, string, string, string, string", derive},
    {"encryptAES", "string, string", encrypt},
    {"decryptAES", "string, string", decrypt},
};

}  // namespace

std::span<const Function> cipher_functions() { return table; }

}  // namespace fairlead::gotemplate
