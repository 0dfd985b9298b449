// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/proxy/ProxySettings.h"

#include <QUrl>

#include "core/text.h"

namespace sidetone::net {
namespace {

struct Scheme {
    Route::Kind kind;
    std::uint16_t port;
};

std::optional<Scheme> schemeOf(const std::string& name) {
    if (name == "http") return Scheme{Route::Kind::HttpProxy, 80};
    if (name == "https") return Scheme{Route::Kind::HttpsProxy, 443};
    if (name == "socks" || name == "socks5" || name == "socks5h") {
        return Scheme{Route::Kind::Socks5, 1080};
    }
    return std::nullopt;
}

void put(ProxySettings& settings, std::optional<Route>& where, const std::string& text) {
    if (text.empty()) return;
    auto entry = parseProxy(text);
    if (!entry) return;
    where = entry->route;
    if (entry->credentials) {
        settings.credentials.insert_or_assign(entry->route.proxy.text(), *entry->credentials);
    }
    settings.mode = ProxySettings::Mode::Manual;
}

}  // namespace

core::Result<ProxyEntry> parseProxy(const std::string& text) {
    const auto wrong = [&] {
        const auto at = text.rfind('@');  // what stands before it may be a password
        const auto shown = at == std::string::npos ? text : text.substr(at + 1);
        return core::fail(core::ErrorCode::InvalidInput,
                          "Reading the proxy's address " + core::printable(shown, 100),
                          "that is no address of a proxy",
                          "Write it as http://proxy.example.com:8080.");
    };
    const std::string trimmed(core::trim(text));
    const bool hasScheme = trimmed.find("://") != std::string::npos;
    const QUrl url(QString::fromStdString(hasScheme ? trimmed : "http://" + trimmed),
                   QUrl::StrictMode);
    const auto scheme = schemeOf(url.scheme().toStdString());
    if (!scheme || !url.isValid() || url.host().isEmpty()) return wrong();
    ProxyEntry entry;
    entry.route.kind = scheme->kind;
    entry.route.proxy.host = url.host(QUrl::FullyEncoded).toStdString();
    entry.route.proxy.port = static_cast<std::uint16_t>(url.port(hasScheme ? scheme->port : 8080));
    if (!url.userName().isEmpty()) {
        entry.credentials =
            HttpCredentials{url.userName(QUrl::FullyDecoded).toStdString(),
                            core::Secret(url.password(QUrl::FullyDecoded).toStdString())};
    }
    return entry;
}

ProxySettings environmentProxies(const std::function<std::string(const std::string&)>& variable) {
    const auto either = [&](const std::string& lower, const std::string& upper) {
        auto value = variable(lower);
        return value.empty() ? variable(upper) : value;
    };
    ProxySettings settings;
    settings.source = "the environment";
    put(settings, settings.http, variable("http_proxy"));
    put(settings, settings.https, either("https_proxy", "HTTPS_PROXY"));
    put(settings, settings.all, either("all_proxy", "ALL_PROXY"));
    settings.bypass = BypassList::parse(either("no_proxy", "NO_PROXY"));
    if (auto script = variable("SIDETONE_PAC"); !script.empty()) {
        settings.mode = ProxySettings::Mode::Script;
        settings.script = std::move(script);
    }
    return settings;
}

}  // namespace sidetone::net
