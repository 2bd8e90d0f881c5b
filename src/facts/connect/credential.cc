#include "facts/connect/credential.h"

#include <algorithm>
#include <span>

#include "base/filled_in.h"
#include "base/name_words.h"
#include "base/text.h"

namespace fairlead {
namespace {

using Words = std::span<const std::string_view>;

/// Ends of the names of variables that hold a credential.
constexpr std::string_view credential_ends[] = {
    "PASSWORD",   "PASSWD",         "_PASS",          "TOKEN",           "SECRET_KEY",
    "API_KEY",    "APIKEY",         "CLIENT_SECRET",  "ACCESS_KEY",      "PRIVATE_KEY",
    "JWT_SECRET", "SESSION_SECRET", "ENCRYPTION_KEY", "SECRET_KEY_BASE",
};
/// Parts of names that look like the above and say something about a credential instead.
constexpr std::string_view not_credentials[] = {
    "ALLOW_",
    "EMPTY_",
    "USE_",
    "ENABLE",
    "REQUIRE",
    "PUBLIC",
    "PUBLISHABLE",
    "MAX_",
    "MIN_",
    "NUM_",
    "HAS_",
    "RESET_",
    "FORGOT",
    "EXPIRE",
    "_TTL",
    "INITIAL_CLUSTER_",
    "ETCD_AUTH_TOKEN",
    "EXISTING",
    "AUTOMOUNT",
    "TOKENIZER",
    "PAD_",
    "EOS_",
    "BOS_",
};

/// Beginnings of what people write until somebody fills it in.
constexpr std::string_view placeholder_begins[] = {
    "changeme",     "change-me", "change_me", "change this", "change-this", "replace",
    "your",         "example",   "xxx",       "***",         "todo",        "fixme",
    "placeholder",  "insert",    "redacted",  "dummy",       "<",           "...",
    "set-me",       "set_me",    "setme",     "fill",        "enter",       "must-be",
    "put-",         "tbd",       "not-set",   "notset",      "fake",        "snakeoil",
    "do-not-",      "do_not_",   "unused",    "not-needed",  "not_needed",  "notneeded",
    "not-required", "no-key",    "no_key",    "noauth",      "no-auth",
};
/// What stands for a key that nobody asks for: local models take any, and their clients want one.
constexpr std::string_view dummies[] = {"required", "anonymous", "ollama",         "lm-studio",
                                        "changeit", "llama-cpp", "no-key-required"};
/// What the keys of a well-known API begin with, real or not.
constexpr std::string_view key_prefix = "sk-";
/// References to where the credential is.
constexpr std::string_view reference_begins[] = {
    "/",        "./",
    "@/",       "vault:",
    "ref+",     "secret:",
    "secret/",  "secretref",
    "op://",    "arn:",
    "ssm:",     "unix:",
    "gcp:",     "sm://",
    "enc[",     "awssm",
    "azkv",     "file:",
    "env:",     "akv:",
    "path:",    "projects/",
    "keyvault", "@microsoft.keyvault",
    "akv@",     "azure:keyvault:",
    "bao:",     "secretsmanager:",
    "sops:",    "secretmanager:",
    ">>vault:", "secrethub://",
    "berglas:", "doppler://",
    "{cipher}", "enc(",
    "#{",       "((",
};
constexpr std::string_view switches[] = {"yes", "no", "true", "false", "on",  "off",
                                         "0",   "1",  "none", "null",  "nil", "n/a"};
constexpr std::string_view known_defaults[] = {
    "postgres", "password", "guest",     "root",      "redis",      "admin", "test",
    "dev",      "mysql",    "secret",    "user",      "rabbitmq",   "mongo", "pass",
    "example",  "local",    "secretkey", "accesskey", "privatekey",
};

/// Words of names that may hold one, and those that say something of it instead.
constexpr std::string_view credentials[] = {
    "password", "passwords", "passwd",      "pass",       "pwd",         "pw",        "token",
    "tokens",   "secret",    "credential",  "creds",      "credentials", "auth",      "passphrase",
    "apikey",   "apikeys",   "requirepass", "masterauth", "primaryauth", "accesskey", "secretkey",
    "authpass", "userpass",  "masterpass",  "slavepass",  "privatekey"};
constexpr std::string_view at_the_end[] = {"jwt",  "salt",   "cookie", "otp",
                                           "hmac", "pepper", "bearer"};
constexpr std::string_view elsewhere[] = {
    "file",   "path",   "name", "ref",    "existing", "enabled", "enable",   "dir", "url", "type",
    "length", "expiry", "ttl",  "policy", "mode",     "method",  "provider", "max", "min", "num"};
/// What a key is of that opens something.
constexpr std::string_view keys_of[] = {"api",     "access",     "secret", "private",
                                        "signing", "encryption", "redis",  "primary",
                                        "account", "storage",    "master"};
constexpr std::string_view glued_keys_of[] = {
    "auth",    "signing", "sign",    "encryption", "encrypt", "crypt",   "cipher",
    "session", "jwt",     "hmac",    "aes",        "access",  "license", "account",
    "storage", "secret",  "primary", "shared",     "deploy",  "cookie",  "api",
    "webhook", "app",     "admin",   "client",     "redis",   "ssh"};
/// A word that ends as a credential's does, without a sign between: PGPASSWORD, REDISPASS.
constexpr std::string_view glued_ends[] = {"password", "passwd",    "apikey",     "passcode",
                                           "pswd",     "secretkey", "passphrase", "pass",
                                           "pwd",      "auth",      "token",      "secret"};
constexpr std::string_view ends_of_others[] = {
    "compass",   "bypass", "trespass",   "overpass",  "underpass",      "surpass", "multipass",
    "encompass", "oldpwd", "pullsecret", "tlssecret", "existingsecret", "oauth"};

template <typename Test>
bool any(Words words, Test test) {
  return std::any_of(words.begin(), words.end(), test);
}

bool is_word_of(std::string_view word, Words words) {
  return std::ranges::find(words, word) != words.end();
}

/// Whether a name can hold one of the words at all: most cannot, and this allocates nothing.
bool may_name_credential(std::string_view name) {
  constexpr std::string_view roots[] = {"pass", "pw",   "psw",    "token",  "secret",
                                        "key",  "cred", "auth",   "jwt",    "salt",
                                        "otp",  "hmac", "cookie", "pepper", "bearer"};
  for (std::size_t at = 0; at + 2 <= name.size(); ++at) {
    if (any(roots, [&](std::string_view root) {
          return equal_ignoring_case(name.substr(at, root.size()), root);
        }))
      return true;
  }
  return false;
}

/// Whether a part of a name is there from the begin of a word on: "MIN_" of "MIN_LENGTH", and not
/// that of "ADMIN_PASSWORD".
bool has_part(std::string_view name, std::string_view part) {
  for (std::size_t at = name.find(part); at != name.npos; at = name.find(part, at + 1)) {
    const bool begins_word =
        at == 0 || part.front() == '_' || !((name[at - 1] >= 'A' && name[at - 1] <= 'Z'));
    if (begins_word) return true;
  }
  return false;
}

/// MINIO_ACCESS_KEY is who logs in; MINIO_SECRET_KEY opens.
bool is_key_id(std::string_view name) {
  return name.ends_with("ACCESS_KEY") && !name.ends_with("SECRET_ACCESS_KEY");
}

bool is_certain(std::string_view variable) {
  const std::string name = upper(variable);
  if (any(not_credentials, [&](std::string_view part) { return has_part(name, part); }))
    return false;
  if (is_key_id(name)) return false;
  return any(credential_ends, [&](std::string_view end) { return name.ends_with(end); });
}

/// Tables on both sides of `key`, since `monkey` and `partitionkey` end so as well.
bool is_glued(std::string_view word) {
  if (any(ends_of_others, [&](std::string_view end) { return word.ends_with(end); })) return false;
  if (word.ends_with("key")) return is_word_of(word.substr(0, word.size() - 3), glued_keys_of);
  return any(glued_ends, [&](std::string_view end) { return word.ends_with(end); });
}

/// One character again and again is no password: `xxxx`, `........`.
bool is_uniform(std::string_view value) {
  return value.find_first_not_of(value.front()) == std::string_view::npos;
}

}  // namespace

CredentialName credential_name(std::string_view name) {
  if (!may_name_credential(name)) return CredentialName::no;
  // FILE_SERVER_PASSWORD: what such a name holds is reported, and never shown.
  if (is_certain(name)) return CredentialName::certain;
  std::vector<std::string> words = name_words(name);
  for (std::string& word : words) {  // PASSWORD2, but not the product Auth0
    const auto last = word.find_last_not_of("0123456789");
    if (last != std::string::npos && word != "auth0") word.resize(last + 1);
  }
  const auto among = [&](Words all) {
    return any(all, [&](std::string_view word) { return has_word(words, word); });
  };
  if (has_word(words, "keys"))
    return has_word(words, "api") ? CredentialName::likely : CredentialName::no;
  if (among(elsewhere)) return CredentialName::no;
  // KEDA's `passwordFromEnv` holds a variable's name.
  const std::size_t count = words.size();
  if (count > 2 && words[count - 2] == "from" && words[count - 1] == "env")
    return CredentialName::no;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "key" && i > 0 && is_word_of(words[i - 1], keys_of))
      return CredentialName::likely;
    // `passwordKey`, `secretKeyRef`: the name of a key, not the credential.
    if (i + 1 < words.size() && words[i + 1] == "key") continue;
    const bool last = i + 1 == words.size();
    if (is_word_of(words[i], credentials) || is_glued(words[i]) ||
        (last && is_word_of(words[i], at_the_end)))
      return CredentialName::likely;
  }
  return CredentialName::no;
}

bool is_placeholder(std::string_view value, std::string_view variable) {
  const std::string text = lower(trimmed(value));
  if (text.empty() || is_uniform(text)) return true;
  if (text == "token") return true;  // of X_SECRET_KEY: the key's name in a Secret
  if (is_filled_in(text)) return true;
  // `$VAR` alone is a shell's reference; a dollar sign within is part of the password.
  if (text[0] == '$' || text == lower(variable)) return true;
  if (contains("%@", text.substr(0, 1)) && text.front() == text.back()) return true;
  if (contains(text, "@azurekeyvault")) return true;           // behind the name
  if (text.front() == '{' && text.back() == '}') return true;  // `{}`: str.format puts it in
  std::string_view bare = text;
  if (bare.starts_with(key_prefix)) bare.remove_prefix(key_prefix.size());
  if (any(dummies, [&](std::string_view word) { return bare == word; })) return true;
  const auto begins = [&](std::string_view word) {
    return text.starts_with(word) || bare.starts_with(word);
  };
  if (any(placeholder_begins, begins) || any(reference_begins, begins)) return true;
  if (contains(text, "changeme") || contains(text, "change-me") || contains(text, "placeholder")) {
    return true;
  }
  return says_yes_or_no(text);
}

bool says_yes_or_no(std::string_view value) {
  return any(switches, [&](std::string_view word) { return equal_ignoring_case(value, word); });
}

bool is_known_default(std::string_view password) {
  const std::string text = lower(password);
  return text.starts_with("dev") ||
         any(known_defaults, [&](std::string_view word) { return text == word; });
}

}  // namespace fairlead
