// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/files/FileRules.h"

#include <QStandardPaths>
#include <cstdlib>
#include <utility>

#include "config/Settings.h"
#include "core/text.h"
#include "messaging/files/fileNames.h"
#include "xmpp/Session.h"

namespace sidetone::messaging {
namespace {

namespace keys = config::keys;

constexpr std::int64_t largestWithoutAsking = 20LL << 20U;
constexpr auto direct = "P2P";
constexpr auto fromOutside =
    "From outside the organisation's network files go by the server alone, never straight to "
    "others.";

bool holds(const std::vector<std::string>& words, std::string_view wanted) {
    for (const auto& entry : words) {
        for (const auto word : core::split(entry, ';')) {
            if (core::equalsIgnoringCase(core::trim(word), wanted)) return true;
        }
    }
    return false;
}

}  // namespace

FileRules::FileRules(Parts parts)
    : parts_(std::move(parts)), defaults_(std::make_unique<config::Settings>()) {}
FileRules::~FileRules() = default;

const config::Settings& FileRules::settings() const {
    return parts_.ports.settings ? parts_.ports.settings() : *defaults_;
}

bool FileRules::isOutside() const {
    return parts_.ports.isOutside && parts_.ports.isOutside();
}

bool FileRules::isServerRefused(const core::Address& peer) const {
    const auto refused = settings().get(keys::noServerTransferIn);
    if (!parts_.isRoom(peer)) return holds(refused, direct);
    return holds(refused, "GroupChat") || holds(refused, "PersistentChat");
}

std::string FileRules::whyNotAtAll() const {
    if (!settings().get(keys::fileTransferEnabled)) {
        return "Your organisation does not allow files to be sent.";
    }
    if (parts_.session.state() != xmpp::SessionState::Online) {
        return "Files can be sent when you are signed in.";
    }
    return {};
}

bool FileRules::mayGoByServer(const core::Address& peer) const {
    return parts_.ports.http && !isServerRefused(peer) && !parts_.services.upload().empty();
}

std::string FileRules::whyNotDirect(const core::Address& peer) const {
    if (auto why = whyNotAtAll(); !why.empty()) return why;
    if (isOutside()) return fromOutside;
    if (parts_.isRoom(peer)) return "Files go straight to single people only, not into groups.";
    if (parts_.isSealed(peer)) {
        return "This chat is encrypted from end to end, and a file that went straight to the "
               "other device would not be.";
    }
    parts_.devices.ask(peer);
    if (!parts_.devices.best(peer).isEmpty()) return {};
    return "None of the other side's devices is there that takes files from others directly.";
}

FileRules::Choice FileRules::choose(const core::Address& peer, FileWay wish) const {
    if (auto why = whyNotAtAll(); !why.empty()) return {FileWay::None, std::move(why)};
    const bool mayServer = mayGoByServer(peer);
    const auto noDirect = whyNotDirect(peer);
    if (wish == FileWay::Direct) {
        return {noDirect.empty() ? FileWay::Direct : FileWay::None, noDirect};
    }
    const bool wantsDirect = settings().get(keys::preferredFileTransfer) == direct;
    if (noDirect.empty() && (wantsDirect || !mayServer)) return {FileWay::Direct, {}};
    if (mayServer) return {FileWay::Server, {}};
    if (isServerRefused(peer)) {
        return {FileWay::None,
                "Your organisation does not allow files by the server in this conversation. " +
                    noDirect};
    }
    return {FileWay::None, "The server does not take files. " + noDirect};
}

void FileRules::whenKnown(const core::Address& peer, std::function<void()> callback) const {
    parts_.services.whenKnown([this, peer, callback = std::move(callback)]() mutable {
        parts_.devices.whenKnown(peer, std::move(callback));
    });
}

std::string FileRules::whyNot(const core::Address& peer) const {
    if (auto why = whyNotAtAll(); !why.empty()) return why;
    parts_.services.ask();
    if (!parts_.isRoom(peer)) parts_.devices.ask(peer);
    if (!parts_.services.isKnown() || !parts_.devices.isKnown(peer)) return {};
    return choose(peer).whyNot;
}

std::string FileRules::whyNotCapture(const core::Address& peer) const {
    if (!settings().get(keys::screenCaptureEnabled)) {
        return "Your organisation does not allow pictures of the screen to be sent.";
    }
    return whyNot(peer);
}

std::string FileRules::whyNotTaken() const {
    return isOutside() ? fromOutside : std::string();
}

bool FileRules::isRefused(const std::string& name) const {
    return isRefusedType(name, settings().get(keys::refusedFileTypes));
}

std::int64_t FileRules::largestReceived() const {
    return std::int64_t(settings().get(keys::largestReceivedFile)) << 20U;
}

int FileRules::port() const {
    return settings().get(keys::fileTransferPort);
}

std::filesystem::path FileRules::folder() const {
    auto text = std::string(settings().get(keys::filesFolder));
    const char* home = std::getenv("HOME");
    if (text.starts_with("~/") && home != nullptr) text = home + text.substr(1);
    const std::filesystem::path chosen(text);
    if (chosen.is_absolute()) return chosen;
    const auto downloads =
        QStandardPaths::writableLocation(QStandardPaths::DownloadLocation).toStdString();
    return std::filesystem::path(downloads) / "Sidetone";
}

bool FileRules::takesWithoutAsking(const std::string& mediaType, std::int64_t size) const {
    if (size > largestWithoutAsking) return false;
    const bool isImage = mediaType.starts_with("image/");
    return settings().get(keys::acceptFiles) || (isImage && settings().get(keys::acceptImages));
}

}  // namespace sidetone::messaging
