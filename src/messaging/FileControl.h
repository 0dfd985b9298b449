// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <cstdint>
#include <filesystem>
#include <string>

#include "core/Address.h"
#include "core/Task.h"
#include "messaging/Message.h"

namespace sidetone::messaging {

/// Files in conversations (FILE-01 to FILE-06). Each is a Message of kind File; how far it got
/// stands in its attachment, and comes by messageChanged, at most some times a second.
/// Protocol thread; nothing reads or writes a file on it.
class FileControl : public QObject {
    Q_OBJECT
public:
    /// Why no file can be sent there now (policy, no way from outside, no server for rooms), as a
    /// sentence; empty: it can be tried.
    [[nodiscard]] virtual std::string whyNot(const core::Address& peer) const = 0;
    /// Why nothing can go straight from this device to one of theirs (FILE-01, FILE-03), as a
    /// sentence; empty: it can, and does where the organisation prefers it or the server takes
    /// none.
    [[nodiscard]] virtual std::string whyNotDirect(const core::Address& peer) const = 0;
    /// whyNot() for screen captures (Screen_Capture_Enabled).
    [[nodiscard]] virtual std::string whyNotCapture(const core::Address& peer) const = 0;

    /// The message as stored; what becomes of it comes by messageChanged. InvalidInput for a file
    /// that cannot be read, Forbidden for a type or size that policy or server does not allow.
    [[nodiscard]] virtual core::Task<Message> send(const core::Address& peer,
                                                   const std::filesystem::path& file) = 0;
    /// The same, straight from this device to one of theirs and by no server; Forbidden where
    /// whyNotDirect() says something.
    [[nodiscard]] virtual core::Task<Message> sendDirect(const core::Address& peer,
                                                         const std::filesystem::path& file) = 0;
    /// Takes an offered file, or fetches one from the server, into the folder of received files;
    /// goes on where it stopped.
    virtual void accept(std::int64_t message) = 0;
    virtual void decline(std::int64_t message) = 0;
    /// Ends one under way, either direction.
    virtual void cancel(std::int64_t message) = 0;
    /// A Failed one of ours once more.
    virtual void retry(std::int64_t message) = 0;
    /// Where received files go.
    [[nodiscard]] virtual std::filesystem::path folder() const = 0;

Q_SIGNALS:
    /// Ask whyNot() again: the session began or ended, or the server told what it offers.
    void whyNotChanged();
};

}  // namespace sidetone::messaging
