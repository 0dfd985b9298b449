// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <string>

namespace sidetone::messaging {

/// How far a history's way from one device of a person to another one got.
enum class HistoryTransferStage {
    Idle,
    // On the device that gets it.
    Asking,     ///< the other devices were asked; somebody must answer there
    NeedsCode,  ///< allowed: what the other device shows must be typed here
    Receiving,
    Received,
    // On the device that has it.
    Asked,    ///< another device of ours wants it
    Allowed,  ///< shows the code
    Giving,
    Given,
    // On both.
    Failed,  ///< `sentence` says why: refused, lost, taken back
};

struct HistoryTransferState {
    HistoryTransferStage stage = HistoryTransferStage::Idle;
    std::string device;    ///< what the other device calls itself: its own word, not proven
    std::string code;      ///< while Allowed and Giving: 26 signs in groups, for the other device
    int moved = 0;         ///< messages
    int total = 0;         ///< of about so many
    std::string sentence;  ///< why it failed, or what is wrong with the code that was typed
};

/// All of this device's messages for another device of the same person, readable (NONE-19): asked
/// for on the one, allowed on the other, and encrypted from end to end with a code that is shown
/// on the one and typed on the other (docs/history-transfer.md). Protocol thread.
class HistoryTransferControl : public QObject {
    Q_OBJECT
public:
    [[nodiscard]] virtual const HistoryTransferState& state() const = 0;
    /// Asks our other devices that are signed in; nothing while a transfer is under way.
    virtual void ask() = 0;
    /// What the other device shows; small letters, spaces and hyphens do not matter.
    virtual void enterCode(const std::string& code) = 0;
    /// Answers Asked.
    virtual void allow() = 0;
    virtual void refuse() = 0;
    /// Ends it in any stage; what came so far stays.
    virtual void cancel() = 0;

Q_SIGNALS:
    void changed();
};

}  // namespace sidetone::messaging
