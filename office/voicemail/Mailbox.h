// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/Clock.h"
#include "core/Result.h"
#include "office/supervisor/Layout.h"
#include "office/userstore/UserStore.h"

class QJsonObject;

namespace sidetone::office {

/// A voice message in somebody's box.
struct StoredVoice {
    std::string id;  ///< "0:1f0c…", as the contract names messages
    std::string callerNumber;
    std::string callerName;  ///< empty for somebody whom the office does not know
    std::string callerMail;
    std::string subject;
    core::WallTime arrival;
    core::WallTime changed;
    core::Milliseconds duration{0};
    std::uint64_t octets = 0;
    bool isUrgent = false;
    bool isRead = false;
    bool isDeleted = false;  ///< lies in the folder "deleted"
    std::uint64_t usn = 0;   ///< the box's number of its last change
};

/// One person's box: a journal of what happened to it, one JSON object a line, and a WAV file for
/// each message, in voicemail/NAME/ of the office's folder. Lines are appended in one write, so
/// that the contract and the command line can change a box side by side. The box's USN is the
/// number of its lines.
class Mailbox {
public:
    /// Reads the box; the first time, two messages of colleagues are put in.
    [[nodiscard]] static core::Result<Mailbox> open(const Layout& layout, const UserStore& users,
                                                    const User& owner);

    /// Deleted ones too, in the order of their arrival here.
    [[nodiscard]] const std::vector<StoredVoice>& messages() const { return messages_; }
    [[nodiscard]] const StoredVoice* find(std::string_view id) const;
    [[nodiscard]] std::uint64_t usn() const { return usn_; }

    /// `from` is a number; the name of a colleague comes from the user store. Its id.
    [[nodiscard]] core::Result<std::string> add(const UserStore& users, const std::string& from,
                                                const std::string& wav, core::WallTime arrival);
    [[nodiscard]] core::Status setRead(std::string_view id, bool read);
    [[nodiscard]] core::Status setSubject(std::string_view id, const std::string& subject);
    /// To the folder "deleted", and back.
    [[nodiscard]] core::Status setDeleted(std::string_view id, bool deleted);
    /// For good.
    [[nodiscard]] core::Status erase(std::string_view id);
    [[nodiscard]] core::Result<std::string> sound(std::string_view id) const;

private:
    explicit Mailbox(std::string folder) : folder_(std::move(folder)) {}
    [[nodiscard]] std::string journal() const { return folder_ + "/journal"; }
    [[nodiscard]] std::string soundFile(std::string_view id) const;
    void replay(const std::string& text);
    void take(const QJsonObject& line);
    [[nodiscard]] core::Status append(QJsonObject line);
    [[nodiscard]] core::Status fillFirst(const UserStore& users, const User& owner);

    std::string folder_;
    std::vector<StoredVoice> messages_;
    std::uint64_t usn_ = 0;
};

}  // namespace sidetone::office
