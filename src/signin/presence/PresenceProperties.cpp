// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/presence/PresenceProperties.h"

#include <algorithm>
#include <map>

#include "config/xmlFields.h"
#include "core/text.h"

namespace sidetone::signin {
namespace {

constexpr std::uint64_t longestRelogin = 86'400;
constexpr std::uint16_t directoryPort = 389;
constexpr std::uint16_t voicemailPort = 443;
constexpr std::uint16_t mailStorePort = 7993;
constexpr std::uint16_t ctiPort = 2748;

/// The properties by folded name; the last of equal names counts.
class Table {
public:
    explicit Table(const epas::Properties& properties) {
        for (const auto& [name, value] : properties) values_[core::lowerAscii(name)] = value;
    }
    [[nodiscard]] std::string text(const std::string& name) const {
        const auto found = values_.find(core::lowerAscii(name));
        return found == values_.end() ? std::string() : found->second;
    }
    [[nodiscard]] std::uint16_t port(const std::string& name, std::uint16_t fallback) const {
        const auto number = core::parseNumber(text(name));
        return number && *number > 0 && *number < 65536 ? static_cast<std::uint16_t>(*number)
                                                        : fallback;
    }
    [[nodiscard]] core::Milliseconds seconds(const std::string& name,
                                             core::Milliseconds fallback) const {
        const auto number = core::parseNumber(text(name));
        if (!number || *number > longestRelogin) return fallback;
        return std::chrono::seconds(*number);
    }
    [[nodiscard]] std::vector<std::string> texts(std::initializer_list<const char*> names) const {
        std::vector<std::string> found;
        for (const auto* name : names) {
            auto value = text(name);
            const bool isNew = std::find(found.begin(), found.end(), value) == found.end();
            if (!value.empty() && isNew) found.push_back(std::move(value));
        }
        return found;
    }
    /// The servers of one service: "Directory.Primary.Address", ".Port", ".Protocol".
    [[nodiscard]] std::vector<config::ServiceServer> servers(const std::string& service,
                                                             std::uint16_t fallback) const {
        std::vector<config::ServiceServer> list;
        for (const auto* tier : {".Primary", ".Backup1", ".Backup2", ".Backup"}) {
            const std::string base = service + tier;
            const auto address = text(base + ".Address");
            if (address.empty()) continue;
            list.push_back({address, port(base + ".Port", fallback), text(base + ".Protocol"), {}});
        }
        return list;
    }

private:
    std::map<std::string, std::string> values_;
};

void readDirectory(const Table& table, config::ServiceProfile& profile) {
    profile.directory = table.servers("Directory", directoryPort);
    auto& settings = profile.directorySettings;
    settings.distinguishedName = table.text("Directory.DN");
    settings.password = core::Secret(table.text("Directory.Password"));
    settings.searchContexts = table.texts(
        {"Directory.SearchContext1", "Directory.SearchContext2", "Directory.SearchContext3"});
    settings.recursive = config::toBoolean(table.text("Directory.SearchRecursive1")).value_or(true);
}

void addServers(std::vector<config::RawSetting>& settings, const std::vector<std::string>& hosts,
                const char* first, const char* second) {
    if (!hosts.empty()) settings.push_back({first, hosts[0]});
    if (hosts.size() > 1) settings.push_back({second, hosts[1]});
}

}  // namespace

PresenceProperties readProperties(const epas::Properties& properties) {
    const Table table(properties);
    PresenceProperties read;
    read.domain = core::lowerAscii(table.text("Presence.Domain"));
    read.nodes = table.texts(
        {"Presence.Primary.Address", "Presence.Backup.Address", "Presence.Backup2.Address"});
    read.fileServers = table.texts({"TFTP.Primary", "TFTP.Backup1", "TFTP.Backup2"});
    read.deviceLists = table.texts({"CCMCIP.Host", "CCMCIP.Host.Backup"});
    read.reloginLower = table.seconds("CUP.SRM.LowerFailoverLoginRetryLimit", read.reloginLower);
    read.reloginUpper =
        std::max(read.reloginLower,
                 table.seconds("CUP.SRM.UpperFailoverLoginRetryLimit", read.reloginUpper));
    readDirectory(table, read.profile);
    read.profile.voicemail = table.servers("VoiceMail", voicemailPort);
    read.profile.mailStore = table.servers("MailStore", mailStorePort);
    read.profile.conferencing = table.servers("MeetingPlace", voicemailPort);
    read.profile.cti = table.servers("CallControl", ctiPort);
    read.profile.voicemailCredentialsSource =
        table.text("Security.VoicemailServiceCredentialsSource");
    if (!read.domain.empty()) read.settings.push_back({"PresenceDomain", read.domain});
    addServers(read.settings, read.fileServers, "TftpServer1", "TftpServer2");
    addServers(read.settings, read.deviceLists, "CcmcipServer1", "CcmcipServer2");
    std::vector<std::string> cti;
    for (const auto& server : read.profile.cti) cti.push_back(server.address);
    addServers(read.settings, cti, "CtiServer1", "CtiServer2");
    if (const auto kept = config::toBoolean(table.text("IM.AllowLocalTranscript"))) {
        read.settings.push_back({"Disable_IM_History", *kept ? "false" : "true"});
    }
    return read;
}

}  // namespace sidetone::signin
