// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/proxy/proxyAuthorization.h"

#include <QCryptographicHash>
#include <map>

#include "core/text.h"

namespace sidetone::net {
namespace {

/// "realm="a, b", nonce=xyz" as names in lower case with their values.
std::map<std::string, std::string> parameters(std::string_view text) {
    std::map<std::string, std::string> found;
    while (!text.empty()) {
        const auto equals = text.find('=');
        if (equals == std::string_view::npos) break;
        const auto name = core::lowerAscii(core::trim(text.substr(0, equals)));
        text = core::trim(text.substr(equals + 1));
        std::string value;
        if (!text.empty() && text.front() == '"') {
            std::size_t at = 1;
            while (at < text.size() && text[at] != '"') {
                if (text[at] == '\\' && at + 1 < text.size()) ++at;
                value += text[at++];
            }
            text.remove_prefix(std::min(at + 1, text.size()));
        } else {
            const auto end = std::min(text.find(','), text.size());
            value = std::string(core::trim(text.substr(0, end)));
            text.remove_prefix(end);
        }
        found.emplace(name, value);
        const auto comma = text.find(',');
        text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
    }
    return found;
}

std::optional<ProxyScheme> readScheme(const std::string& header) {
    const auto text = core::trim(header);
    const auto space = std::min(text.find(' '), text.size());
    const auto name = core::lowerAscii(text.substr(0, space));
    const auto given = parameters(text.substr(space));
    const auto value = [&](const char* key) {
        const auto found = given.find(key);
        return found == given.end() ? std::string() : found->second;
    };
    ProxyScheme scheme;
    scheme.realm = value("realm");
    if (name == "basic") return scheme;
    if (name != "digest") return std::nullopt;
    scheme.kind = ProxyScheme::Kind::Digest;
    scheme.nonce = value("nonce");
    scheme.opaque = value("opaque");
    scheme.algorithm = value("algorithm").empty() ? "MD5" : value("algorithm");
    if (scheme.algorithm != "MD5" && scheme.algorithm != "SHA-256") return std::nullopt;
    const auto qops = value("qop");
    for (const auto qop : core::split(qops, ',')) {
        if (core::trim(qop) == "auth") scheme.hasQop = true;
    }
    if (!qops.empty() && !scheme.hasQop) return std::nullopt;  // auth-int alone
    return scheme;
}

int strength(const ProxyScheme& scheme) {
    if (scheme.kind == ProxyScheme::Kind::Basic) return 1;
    return scheme.algorithm == "SHA-256" ? 3 : 2;
}

std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (c != '\r' && c != '\n') out += c;
    }
    return out + "\"";
}

}  // namespace

std::optional<ProxyScheme> chooseProxyScheme(const std::vector<std::string>& headers) {
    std::optional<ProxyScheme> best;
    for (const auto& header : headers) {
        const auto scheme = readScheme(header);
        if (scheme && (!best || strength(*scheme) > strength(*best))) best = scheme;
    }
    return best;
}

std::string proxyAuthorization(const ProxyScheme& scheme, const HttpCredentials& credentials,
                               const std::string& target, const std::string& random) {
    const auto& password = credentials.password.reveal();
    if (scheme.kind == ProxyScheme::Kind::Basic) {
        return "Basic " + core::toBase64(credentials.user + ":" + password);
    }
    const auto hash = [&](const std::string& text) {
        const auto algorithm =
            scheme.algorithm == "SHA-256" ? QCryptographicHash::Sha256 : QCryptographicHash::Md5;
        return QCryptographicHash::hash(QByteArray::fromStdString(text), algorithm)
            .toHex()
            .toStdString();
    };
    const auto person = hash(credentials.user + ":" + scheme.realm + ":" + password);
    const auto what = hash("CONNECT:" + target);
    const std::string middle = scheme.hasQop ? ":00000001:" + random + ":auth:" : ":";
    std::string header = "Digest username=" + quoted(credentials.user) +
                         ", realm=" + quoted(scheme.realm) + ", nonce=" + quoted(scheme.nonce) +
                         ", uri=" + quoted(target) + ", algorithm=" + scheme.algorithm +
                         ", response=\"" + hash(person + ":" + scheme.nonce + middle + what) + "\"";
    if (scheme.hasQop) header += ", qop=auth, nc=00000001, cnonce=\"" + random + "\"";
    if (!scheme.opaque.empty()) header += ", opaque=" + quoted(scheme.opaque);
    return header;
}

}  // namespace sidetone::net
