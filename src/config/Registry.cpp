// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/Registry.h"

#include <algorithm>
#include <utility>

#include "config/parameters/tables.h"
#include "core/text.h"

namespace sidetone::config {
namespace {

constexpr Section sections[] = {Section::SignIn,   Section::Client,   Section::Directory,
                                Section::Options,  Section::Phone,    Section::Policies,
                                Section::Presence, Section::Voicemail};

/// Spellings of installers, older releases and single documents, beside the registry's own.
constexpr std::pair<std::string_view, std::string_view> otherSpellings[] = {
    {"SERVICES_DOMAIN", "ServicesDomain"},
    {"VOICE_SERVICES_DOMAIN", "VoiceServicesDomain"},
    {"VoiceServiceDomain", "VoiceServicesDomain"},
    {"EXCLUDED_SERVICES", "ServiceDiscoveryExcludedServices"},
    {"CUP_ADDRESS", "PresenceServerAddress"},
    {"CupAddress", "PresenceServerAddress"},
    {"TFTP", "TftpServer1"},
    {"CTI", "CtiServer1"},
    {"CCMCIP", "CcmcipServer1"},
    {"TFTP_FILE_NAME", "ConfigurationFile"},
    {"SSO_EMAIL_PROMPT", "ServicesDomainSsoEmailPrompt"},
    {"SSO_ORG_DOMAIN", "SsoOrgDomain"},
    {"PRODUCT_MODE", "ProductMode"},
    {"INVALID_CERTIFICATE_BEHAVIOR", "InvalidCertificateBehavior"},
    {"LOGIN_RESOURCE", "LoginResource"},
    {"ENABLE_DPI_AWARE", "EnableDPIAware"},
    {"ENABLE_PRT", "EnablePrt"},
    {"ENABLE_PRT_ENCRYPTION", "EnablePrtEncryption"},
    {"PRT_CERTIFICATE_NAME", "PrtCertificateName"},
    {"FORWARD_VOICEMAIL", "ForwardVoicemail"},
    {"Telemetry_Enabled", "TelemetryEnabled"},
    {"SaveLogToLocal", "EnableSaveLogsToLocal"},
    {"ShowOffContacts", "ShowOfflineContacts"},
    {"Meeting_Server_Address2", "Meeting_Server_Address_Backup"},
    {"BDIEnableTLS", "UseSSL"},
    {"UseWindowCredentials", "UseWindowsCredentials"},
};

constexpr char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool same(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

const Parameter* findByOwnName(std::string_view name) {
    for (const auto section : sections) {
        for (const auto& parameter : parametersOf(section)) {
            if (same(parameter.name, name)) return &parameter;
        }
    }
    return nullptr;
}

core::Error notAllowed(const Parameter& parameter, std::string_view value,
                       const std::string& expected) {
    const bool secret = parameter.type == ParameterType::Secret;
    return core::fail(core::ErrorCode::InvalidInput, "Reading " + std::string(parameter.name),
                      secret ? "the value cannot be used"
                             : "\"" + core::printable(value, 60) + "\" is not " + expected);
}

core::Result<std::string> normaliseFlag(const Parameter& parameter, std::string_view value) {
    for (const auto yes : {"true", "1", "on", "yes"}) {
        if (same(value, yes)) return std::string("true");
    }
    for (const auto no : {"false", "0", "off", "no"}) {
        if (same(value, no)) return std::string("false");
    }
    return notAllowed(parameter, value, "true or false");
}

core::Result<std::string> normaliseNumber(const Parameter& parameter, std::string_view value) {
    const auto dots = parameter.allowed.find("..");
    const auto least = core::parseNumber(parameter.allowed.substr(0, dots)).value_or(0);
    const auto most = core::parseNumber(parameter.allowed.substr(dots + 2)).value_or(0);
    const auto number = core::parseNumber(value);
    if (number && *number >= least && *number <= most) return std::to_string(*number);
    return notAllowed(parameter, value,
                      "a number from " + std::to_string(least) + " to " + std::to_string(most));
}

core::Result<std::string> normaliseChoice(const Parameter& parameter, std::string_view value) {
    std::string expected = "one of";
    for (const auto choice : core::split(parameter.allowed, '|')) {
        if (same(choice, value)) return std::string(choice);
        expected += " " + std::string(choice);
    }
    return notAllowed(parameter, value, expected);
}

core::Result<std::string> normaliseList(std::string_view value) {
    std::string list;
    std::string separated(value);
    std::replace(separated.begin(), separated.end(), ';', ',');
    for (const auto part : core::split(separated, ',')) {
        const auto word = core::trim(part);
        if (word.empty()) continue;
        if (!list.empty()) list += ',';
        list += word;
    }
    return list;
}

}  // namespace

std::span<const Parameter> parametersOf(Section section) {
    switch (section) {
        case Section::Client:
            return parameters::client();
        case Section::Directory:
            return parameters::directory();
        case Section::Options:
            return parameters::options();
        case Section::Phone:
            return parameters::phone();
        case Section::Policies:
            return parameters::policies();
        case Section::Presence:
            return parameters::presence();
        case Section::Voicemail:
            return parameters::voicemail();
        case Section::SignIn:
            return parameters::signIn();
    }
    return {};
}

std::vector<const Parameter*> allParameters() {
    std::vector<const Parameter*> all;
    for (const auto section : sections) {
        for (const auto& parameter : parametersOf(section)) all.push_back(&parameter);
    }
    return all;
}

const Parameter* findParameter(std::string_view name) {
    name = core::trim(name);
    if (const auto* parameter = findByOwnName(name)) return parameter;
    for (const auto& [other, own] : otherSpellings) {
        if (same(other, name)) return findByOwnName(own);
    }
    if (name.size() > 3 && same(name.substr(0, 3), "BDI")) {
        const auto* parameter = findByOwnName(name.substr(3));
        if (parameter != nullptr && parameter->section == Section::Directory) return parameter;
    }
    return nullptr;
}

core::Result<std::string> normalise(const Parameter& parameter, std::string_view value) {
    value = core::trim(value);
    switch (parameter.type) {
        case ParameterType::Boolean:
            return normaliseFlag(parameter, value);
        case ParameterType::Integer:
            return normaliseNumber(parameter, value);
        case ParameterType::Choice:
            return normaliseChoice(parameter, value);
        case ParameterType::List:
            return normaliseList(value);
        case ParameterType::Text:
        case ParameterType::Secret:
            return std::string(value);
    }
    return std::string(value);
}

}  // namespace sidetone::config
