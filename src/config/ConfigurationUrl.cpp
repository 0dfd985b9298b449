// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/ConfigurationUrl.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>

#include "config/Registry.h"
#include "config/xmlFields.h"
#include "core/Address.h"
#include "core/hexadecimal.h"
#include "core/text.h"

namespace sidetone::config {
namespace {

using core::ErrorCode;

constexpr std::size_t mostBytes = 8192;
constexpr std::string_view tried = "Reading the configuration link";
constexpr std::string_view advice =
    "It begins with ciscojabber://provision?ServicesDomain= and your organisation's domain. Ask "
    "your administrator for a new link.";

core::Error refused(ErrorCode code, std::string answer) {
    return core::fail(code, std::string(tried), std::move(answer), std::string(advice));
}

bool isDomain(const std::string& text) {
    return core::Address::parse("x@" + text).has_value();
}

bool holdsDomain(std::string_view name) {
    return name == "ServicesDomain" || name == "VoiceServicesDomain";
}

/// What stands behind "scheme://".
std::optional<std::string_view> behindScheme(std::string_view link) {
    for (const std::string_view scheme : {"ciscojabber://", "sidetone://"}) {
        if (core::lowerAscii(link.substr(0, scheme.size())) == scheme) {
            return link.substr(scheme.size());
        }
    }
    return std::nullopt;
}

/// The name of the contract, and whether the link wrote it so.
struct Match {
    std::string_view name;
    bool isExact = false;
};

std::optional<Match> match(std::string_view written) {
    const auto& names = configurationUrlNames();
    if (const auto at = std::find(names.begin(), names.end(), written); at != names.end()) {
        return Match{*at, true};
    }
    // One page of the planning guide prints it without the s.
    const auto lower =
        written == "VoiceServiceDomain" ? "voiceservicesdomain" : core::lowerAscii(written);
    for (const auto name : names) {
        if (core::lowerAscii(name) == lower) return Match{name, false};
    }
    return std::nullopt;
}

/// One reading of the part behind the question mark.
class Query {
public:
    void take(std::string_view part) {
        if (part.starts_with("amp;")) part.remove_prefix(4);
        if (part.empty()) return;
        const auto equals = part.find('=');
        const auto name = core::withOctetsDecoded(part.substr(0, equals), '%');
        const auto shown = core::printable(name, 60);
        if (equals == std::string_view::npos) return remark(shown + " has no value");
        const auto known = match(name);
        if (!known) return remark(shown + " is not known in a link, it is ignored");
        const auto value =
            valueOf(known->name, core::withOctetsDecoded(part.substr(equals + 1), '%'));
        if (!value) return;
        const auto before = taken_.find(known->name);
        if (before != taken_.end()) {
            remark(std::string(known->name) + " stands in the link more than once");
            if (before->second.isExact && !known->isExact) return;
        }
        if (!known->isExact) {
            remark(shown + " is written " + std::string(known->name) + ", taken all the same");
        }
        taken_[known->name] = {*value, known->isExact};
    }

    [[nodiscard]] ConfigurationUrl result() const {
        ConfigurationUrl url;
        for (const auto name : configurationUrlNames()) {
            const auto at = taken_.find(name);
            if (at == taken_.end()) continue;
            const auto* parameter = findParameter(name);
            url.settings.push_back(
                {std::string(parameter != nullptr ? parameter->name : name), at->second.value, 0});
        }
        url.remarks = remarks_;
        return url;
    }

private:
    struct Taken {
        std::string value;
        bool isExact = false;
    };

    std::optional<std::string> valueOf(std::string_view name, const std::string& value) {
        const auto* parameter = findParameter(name);
        if (core::trim(value).empty() || parameter == nullptr) {
            remark(std::string(name) + " has no value");
            return std::nullopt;
        }
        const bool isText = core::isValidUtf8(value) &&
                            std::none_of(value.begin(), value.end(),
                                         [](unsigned char c) { return c < 0x20 || c == 0x7F; });
        if (!isText) {
            remark("the value of " + std::string(name) + " is no text");
            return std::nullopt;
        }
        if (holdsDomain(name) && !isDomain(value)) {
            remark("\"" + core::printable(value, 60) + "\" is no domain name");
            return std::nullopt;
        }
        auto normal = normalise(*parameter, value);
        if (!normal) {
            remark(normal.error().answer);
            return std::nullopt;
        }
        return std::move(*normal);
    }

    void remark(std::string text) {
        remarks_.push_back({Layer::ConfigurationUrl, 0, std::move(text)});
    }

    std::map<std::string_view, Taken> taken_;
    std::vector<Remark> remarks_;
};

std::string encoded(std::string_view value) {
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80 && (std::isalnum(byte) != 0 ||
                            std::string_view("-._~,").find(c) != std::string_view::npos)) {
            out += c;
        } else {
            out += '%';
            out += digits[byte >> 4U];
            out += digits[byte & 0x0FU];
        }
    }
    return out;
}

}  // namespace

const std::vector<std::string_view>& configurationUrlNames() {
    static const std::vector<std::string_view> names = {"ServicesDomain",
                                                        "VoiceServicesDomain",
                                                        "ServiceDiscoveryExcludedServices",
                                                        "ServicesDomainSsoEmailPrompt",
                                                        "Telephony_Enabled",
                                                        "ForceLaunchBrowser",
                                                        "EnablePRTEncryption",
                                                        "PRTCertificateName",
                                                        "PRTCertificateUrl",
                                                        "InvalidCertificateBehavior",
                                                        "DiagnosticsToolEnabled"};
    return names;
}

bool isConfigurationUrl(std::string_view link) {
    return behindScheme(core::trim(link)).has_value();
}

core::Result<ConfigurationUrl> parseConfigurationUrl(std::string_view link) {
    link = core::trim(link);
    const auto rest = behindScheme(link);
    if (!rest) {
        return refused(ErrorCode::Unsupported,
                       "\"" + core::printable(link, 60) + "\" is no configuration link");
    }
    if (link.size() > mostBytes) return refused(ErrorCode::InvalidInput, "it is too long");
    const auto question = rest->find('?');
    auto action = rest->substr(0, question);
    while (action.ends_with('/')) action.remove_suffix(1);
    if (core::lowerAscii(action) != "provision") {
        return refused(ErrorCode::Unsupported,
                       "\"" + core::printable(action, 60) + "\" is not something it can ask for");
    }
    Query query;
    if (question != std::string_view::npos) {
        auto text = rest->substr(question + 1);
        text = text.substr(0, text.find('#'));
        for (const auto part : core::split(text, '&')) query.take(part);
    }
    auto url = query.result();
    const bool namesDomain = !url.settings.empty() && url.settings.front().name == "ServicesDomain";
    if (namesDomain) return url;
    std::string why = "it does not name ServicesDomain, the domain to sign in to";
    for (const auto& remark : url.remarks) why += "; " + remark.text;
    return refused(ErrorCode::InvalidInput, why);
}

std::string writeConfigurationUrl(const std::vector<RawSetting>& settings) {
    std::string link = "ciscojabber://provision";
    char separator = '?';
    for (const auto& setting : settings) {
        link += separator + setting.name + "=" + encoded(setting.value);
        separator = '&';
    }
    return link;
}

bool allowsConfigurationUrl(const Settings& settings) {
    return settings.get(keys::allowUrlProvisioning);
}

}  // namespace sidetone::config
