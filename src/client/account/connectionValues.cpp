// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/account/connectionValues.h"

#include <algorithm>
#include <array>

#include "core/text.h"

namespace sidetone::client {

using AccountType = ConnectionSettings::AccountType;

namespace {

struct TypeName {
    AccountType type;
    const char* name;
};
constexpr std::array<TypeName, 3> types{{{AccountType::ImAndPresence, "CUP"},
                                         {AccountType::CallManager, "CUCM"},
                                         {AccountType::Cloud, "WEBEX"}}};

struct Field {
    std::string ConnectionSettings::*member;
    const char* parameter;
    const char* words;
    bool isServer;
};
constexpr std::array<Field, 6> fields{{
    {&ConnectionSettings::loginServer, "PresenceServerAddress", "login server", true},
    {&ConnectionSettings::tftpServer, "TftpServer1", "TFTP server", true},
    {&ConnectionSettings::ccmcipServer, "CcmcipServer1", "CCMCIP server", true},
    {&ConnectionSettings::ctiServer, "CtiServer1", "CTI server", true},
    {&ConnectionSettings::servicesDomain, "ServicesDomain", "services domain", false},
    {&ConnectionSettings::voiceServicesDomain, "VoiceServicesDomain", "voice services domain",
     false},
}};

bool isHost(const std::string& text) {
    return !text.empty() && text.size() < 254 &&
           std::all_of(text.begin(), text.end(), [](unsigned char letter) {
               return std::isalnum(letter) != 0 || letter == '.' || letter == '-' ||
                      letter == ':' || letter == '_';
           });
}

bool applies(const ConnectionSettings& settings, const Field& field) {
    if (!field.isServer) return true;
    if (settings.type == AccountType::Automatic) return false;
    const bool isLogin = field.member == &ConnectionSettings::loginServer;
    return isLogin == (settings.type != AccountType::CallManager);
}

}  // namespace

std::vector<config::RawSetting> valuesOf(const ConnectionSettings& settings) {
    std::vector<config::RawSetting> values;
    for (const auto& [type, name] : types) {
        if (settings.type == type) values.push_back({"Authenticator", name});
    }
    for (const auto& field : fields) {
        const auto& value = settings.*field.member;
        if (!value.empty() && applies(settings, field)) values.push_back({field.parameter, value});
    }
    return values;
}

ConnectionSettings connectionSettingsOf(const std::vector<config::RawSetting>& values) {
    ConnectionSettings settings;
    for (const auto& value : values) {
        for (const auto& [type, name] : types) {
            if (value.name == "Authenticator" && value.value == name) settings.type = type;
        }
        for (const auto& field : fields) {
            if (value.name == field.parameter) settings.*field.member = value.value;
        }
    }
    return settings;
}

core::Status check(const ConnectionSettings& settings) {
    const char* const tried = "Setting the servers by hand";
    for (const auto& field : fields) {
        const auto& value = settings.*field.member;
        if (value.empty() || !applies(settings, field) || isHost(value)) continue;
        return core::fail(core::ErrorCode::InvalidInput, tried,
                          "\"" + core::printable(value, 80) + "\" is no " + field.words,
                          "Type a name such as cucm1.example.com, or an address.");
    }
    if (settings.type == AccountType::CallManager && settings.tftpServer.empty()) {
        return core::fail(core::ErrorCode::InvalidInput, tried,
                          "a call manager needs its TFTP server",
                          "Ask your administrator for it, or choose Automatic.");
    }
    if (settings.type == AccountType::ImAndPresence && settings.loginServer.empty()) {
        return core::fail(core::ErrorCode::InvalidInput, tried,
                          "a presence server needs its address",
                          "Ask your administrator for it, or choose Automatic.");
    }
    return {};
}

}  // namespace sidetone::client
