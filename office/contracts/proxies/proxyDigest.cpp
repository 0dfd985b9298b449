// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/proxies/proxyDigest.h"

#include "office/userstore/hashing.h"

namespace sidetone::office {
namespace {

constexpr const char* nonce = "b7c1f0a2office";

/// The value of name="value" or name=value; empty where it is not there.
std::string field(const std::string& header, const std::string& name) {
    auto at = header.find(name + "=");
    while (at != std::string::npos && at > 0 && header[at - 1] != ' ' && header[at - 1] != ',') {
        at = header.find(name + "=", at + 1);
    }
    if (at == std::string::npos) return {};
    at += name.size() + 1;
    const bool isQuoted = at < header.size() && header[at] == '"';
    const auto end = isQuoted ? header.find('"', at + 1) : header.find_first_of(", ", at);
    return header.substr(isQuoted ? at + 1 : at,
                         end == std::string::npos ? end : end - at - (isQuoted ? 1 : 0));
}

std::string digest(const std::string& text) {
    return hexadecimal(md5(text));
}

}  // namespace

std::string digestChallenge() {
    return std::string("Digest realm=\"office\", nonce=\"") + nonce +
           "\", qop=\"auth\", algorithm=MD5";
}

bool isRightDigest(const std::string& header, const std::string& method, const std::string& user,
                   const std::string& password) {
    if (header.rfind("Digest ", 0) != 0) return false;
    if (field(header, "username") != user || field(header, "nonce") != nonce) return false;
    const auto person = digest(user + ":office:" + password);
    const auto what = digest(method + ":" + field(header, "uri"));
    const auto right = digest(person + ":" + nonce + ":" + field(header, "nc") + ":" +
                              field(header, "cnonce") + ":" + field(header, "qop") + ":" + what);
    return sameBytes(right, field(header, "response"));
}

}  // namespace sidetone::office
