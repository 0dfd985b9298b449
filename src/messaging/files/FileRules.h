// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "core/Address.h"
#include "messaging/Messaging.h"
#include "messaging/files/FileServices.h"
#include "messaging/files/peer/PeerDevices.h"

namespace sidetone::messaging {

/// How a file gets to somebody.
enum class FileWay {
    None,
    Server,  ///< uploaded, then fetched (XEP-0363, managed transfer)
    Direct,  ///< from device to device (XEP-0096)
};

/// What the organisation, the servers and the other side's devices allow with files
/// (reference/messaging.md 10.1). Protocol thread.
class FileRules {
public:
    /// What it looks at; all outlives it.
    struct Parts {
        const Ports& ports;
        xmpp::Session& session;
        FileServices& services;
        PeerDevices& devices;
        std::function<bool(const core::Address&)> isRoom;
        std::function<bool(const core::Address&)> isSealed;  ///< end-to-end encrypted from now on
    };
    explicit FileRules(Parts parts);
    ~FileRules();

    struct Choice {
        FileWay way = FileWay::None;
        std::string whyNot;  ///< a sentence, where it is None
    };
    /// By all that is known now. What is not known yet may make None of what can be tried.
    /// `wish` Direct: that way or none.
    [[nodiscard]] Choice choose(const core::Address& peer, FileWay wish = FileWay::None) const;
    /// Why nothing can be sent there, as far as it is known; asks for what is not.
    [[nodiscard]] std::string whyNot(const core::Address& peer) const;
    /// Why nothing can go straight to one of their devices (FILE-03).
    [[nodiscard]] std::string whyNotDirect(const core::Address& peer) const;
    [[nodiscard]] std::string whyNotCapture(const core::Address& peer) const;
    /// Why nothing can be taken straight from others.
    [[nodiscard]] std::string whyNotTaken() const;
    /// Calls back when all is known that choose() needs.
    void whenKnown(const core::Address& peer, std::function<void()> callback) const;
    [[nodiscard]] bool mayGoByServer(const core::Address& peer) const;

    [[nodiscard]] bool isRefused(const std::string& name) const;
    [[nodiscard]] std::int64_t largestReceived() const;  ///< bytes
    [[nodiscard]] std::filesystem::path folder() const;  ///< of received files
    [[nodiscard]] int port() const;                      ///< File_Transfer_Port
    /// Whether such a file is taken without asking; `size` -1: not told.
    [[nodiscard]] bool takesWithoutAsking(const std::string& mediaType, std::int64_t size) const;

private:
    [[nodiscard]] const config::Settings& settings() const;
    [[nodiscard]] bool isOutside() const;
    [[nodiscard]] bool isServerRefused(const core::Address& peer) const;
    [[nodiscard]] std::string whyNotAtAll() const;

    Parts parts_;
    std::unique_ptr<config::Settings> defaults_;
};

}  // namespace sidetone::messaging
