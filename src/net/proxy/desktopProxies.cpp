// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSettings>
#include <sstream>

#include "core/text.h"
#include "net/proxy/ProxySettings.h"

namespace sidetone::net {
namespace {

/// The keys of GNOME's schemas as "http host" or " mode", with their printed values.
std::map<std::string, std::string> gnomeKeys(const std::string& printed) {
    constexpr std::string_view schema = "org.gnome.system.proxy";
    std::map<std::string, std::string> keys;
    std::istringstream lines(printed);
    std::string line;
    while (std::getline(lines, line)) {
        std::istringstream words(line);
        std::string owner;
        std::string key;
        std::string value;
        words >> owner >> key;
        if (owner.rfind(schema, 0) != 0) continue;
        owner.erase(0, schema.size());
        if (!owner.empty() && owner.front() == '.') owner.erase(0, 1);
        std::getline(words, value);
        keys[owner + " " + key] = std::string(core::trim(value));
    }
    return keys;
}

/// A GVariant's text: 'proxy' or "it's" becomes the text between.
std::string unquoted(const std::string& value) {
    if (value.size() < 2) return value;
    const char quote = value.front();
    const bool isQuoted = (quote == '\'' || quote == '"') && value.back() == quote;
    return isQuoted ? value.substr(1, value.size() - 2) : value;
}

/// ['localhost', '10.0.0.0/8'] with or without a type in front.
std::vector<std::string> list(const std::string& value) {
    std::vector<std::string> entries;
    std::string entry;
    char quote = 0;
    for (const char c : value) {
        if (quote == 0) {
            if (c == '\'' || c == '"') quote = c;
        } else if (c == quote) {
            quote = 0;
            if (!entry.empty()) entries.push_back(std::exchange(entry, {}));
        } else {
            entry += c;
        }
    }
    return entries;
}

std::optional<Route> gnomeRoute(const std::map<std::string, std::string>& keys,
                                const std::string& schema, Route::Kind kind) {
    const auto value = [&](const std::string& key) {
        const auto found = keys.find(schema + " " + key);
        return found == keys.end() ? std::string() : unquoted(found->second);
    };
    const auto host = value("host");
    const auto port = core::parseNumber(value("port"));
    if (host.empty() || !port || *port == 0 || *port > 65'535) return std::nullopt;
    return Route{kind, {host, static_cast<std::uint16_t>(*port)}};
}

void putKde(ProxySettings& settings, std::optional<Route>& where, std::string text) {
    // KDE writes "http://proxy 8080".
    if (const auto space = text.rfind(' '); space != std::string::npos) text[space] = ':';
    if (text.empty()) return;
    auto entry = parseProxy(text);
    if (!entry) return;
    where = entry->route;
    if (entry->credentials) {
        settings.credentials.insert_or_assign(entry->route.proxy.text(), *entry->credentials);
    }
}

}  // namespace

ProxySettings gnomeProxies(const std::string& printed) {
    const auto keys = gnomeKeys(printed);
    const auto value = [&](const std::string& key) {
        const auto found = keys.find(key);
        return found == keys.end() ? std::string() : found->second;
    };
    ProxySettings settings;
    settings.source = "GNOME's settings";
    const auto mode = unquoted(value(" mode"));
    if (mode == "auto") {
        settings.mode = ProxySettings::Mode::Script;
        settings.script = unquoted(value(" autoconfig-url"));
    } else if (mode == "manual") {
        settings.mode = ProxySettings::Mode::Manual;
        settings.http = gnomeRoute(keys, "http", Route::Kind::HttpProxy);
        settings.https = gnomeRoute(keys, "https", Route::Kind::HttpProxy);
        settings.all = gnomeRoute(keys, "socks", Route::Kind::Socks5);
        if (value(" use-same-proxy") == "true" && !settings.https) settings.https = settings.http;
    }
    settings.bypass = BypassList(list(value(" ignore-hosts")));
    if (settings.http && value("http use-authentication") == "true") {
        settings.credentials.insert_or_assign(
            settings.http->proxy.text(),
            HttpCredentials{unquoted(value("http authentication-user")),
                            core::Secret(unquoted(value("http authentication-password")))});
    }
    return settings;
}

ProxySettings kdeProxies(const std::string& file,
                         const std::function<std::string(const std::string&)>& variable) {
    QSettings ini(QString::fromStdString(file), QSettings::IniFormat);
    ini.beginGroup(QStringLiteral("Proxy Settings"));
    const auto value = [&](const char* key) {
        // A comma makes a list of it in this format.
        return ini.value(QLatin1String(key)).toStringList().join(QLatin1Char(',')).toStdString();
    };
    ProxySettings settings;
    settings.source = "KDE's settings";
    const auto kind = value("ProxyType");
    if (kind == "1") {
        settings.mode = ProxySettings::Mode::Manual;
        putKde(settings, settings.http, value("httpProxy"));
        putKde(settings, settings.https, value("httpsProxy"));
        putKde(settings, settings.all, value("socksProxy"));
        settings.bypass = BypassList::parse(value("NoProxyFor"));
    } else if (kind == "2") {
        settings.mode = ProxySettings::Mode::Script;
        settings.script = value("Proxy Config Script");
    } else if (kind == "3") {
        settings.mode = ProxySettings::Mode::Script;
    } else if (kind == "4") {
        // The values are names of variables.
        const auto named = [&](const std::string& wanted) {
            const char* key = wanted == "http_proxy"    ? "httpProxy"
                              : wanted == "https_proxy" ? "httpsProxy"
                              : wanted == "all_proxy"   ? "socksProxy"
                              : wanted == "no_proxy"    ? "NoProxyFor"
                                                        : "";
            const auto name = value(key);
            return name.empty() ? std::string() : variable(name);
        };
        settings = environmentProxies(named);
        settings.source = "KDE's settings";
    }
    return settings;
}

}  // namespace sidetone::net
