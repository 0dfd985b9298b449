// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <map>
#include <string>

#include "client/Client.h"
#include "models/CallView.h"
#include "models/VideoView.h"

namespace sidetone::desktop {

/// The calls of the windows: the one that a person speaks in, the one that rings, and what can
/// be done with them. Commands without a fitting call do nothing.
class CallController final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(bool available READ available NOTIFY lineChanged)
    Q_PROPERTY(QString lineProblem READ lineProblem NOTIFY lineChanged)
    Q_PROPERTY(sidetone::desktop::CallView* current READ current CONSTANT)
    Q_PROPERTY(sidetone::desktop::CallView* incoming READ incoming CONSTANT)
    Q_PROPERTY(sidetone::desktop::VideoView* video READ video CONSTANT)
    Q_PROPERTY(int waiting READ waiting NOTIFY waitingChanged)
    Q_PROPERTY(bool canMerge READ canMerge NOTIFY conferenceChanged)
    Q_PROPERTY(QString conferenceWords READ conferenceWords NOTIFY conferenceChanged)
    Q_PROPERTY(QString digits READ digits NOTIFY digitsChanged)
public:
    CallController(client::Client& client, core::Clock& clock, QObject* parent = nullptr);

    /// True where calls can be made.
    [[nodiscard]] bool available() const;
    /// Why not, in a sentence.
    [[nodiscard]] QString lineProblem() const;
    [[nodiscard]] CallView* current() { return &current_; }
    [[nodiscard]] CallView* incoming() { return &incoming_; }
    /// The picture of `current`.
    [[nodiscard]] VideoView* video() { return &video_; }
    /// Further live calls besides `current`, on hold.
    [[nodiscard]] int waiting() const { return waiting_; }
    /// There are calls that could talk with each other and do not.
    [[nodiscard]] bool canMerge() const { return canMerge_; }
    /// "Conference with 2 calls", "Conference of 4 people"; empty without one.
    [[nodiscard]] QString conferenceWords() const { return conferenceWords_; }
    /// The digits sent in this call, for the keypad.
    [[nodiscard]] QString digits() const { return digits_; }

    Q_INVOKABLE void dial(const QString& target);
    /// With our picture, where calls begin so and the caller brings one.
    Q_INVOKABLE void answer();
    /// With or without our picture.
    Q_INVOKABLE void answerSeen(bool seen);
    Q_INVOKABLE void decline();
    Q_INVOKABLE void hangUp();
    Q_INVOKABLE void toggleMuted();
    Q_INVOKABLE void toggleHeld();
    /// Switches our picture on or off.
    Q_INVOKABLE void toggleVideo();
    /// Puts the current call on hold and takes up the one that waits.
    Q_INVOKABLE void swap();
    /// Hands the current call on to that number or address (blind transfer).
    Q_INVOKABLE void transfer(const QString& target);
    /// Connects the call on hold with the current one, and leaves both (attended transfer).
    Q_INVOKABLE void completeTransfer();
    /// Brings all calls that are connected together into a conference.
    Q_INVOKABLE void merge();
    Q_INVOKABLE void sendDigit(const QString& digit);
    /// Puts an ended call away.
    Q_INVOKABLE void dismiss();

Q_SIGNALS:
    void lineChanged();
    void waitingChanged();
    void conferenceChanged();
    void digitsChanged();
    /// A command failed at once.
    void failed(const QString& sentence);

private:
    void attach();
    void refresh();
    void choose(const std::vector<telephony::Call>& calls);
    void report(const core::Status& status);
    void setWaiting(int waiting, telephony::CallId next);
    void lookForConference(const std::vector<telephony::Call>& calls);
    /// The calls that are mixed here; none where there is no conference.
    [[nodiscard]] std::vector<telephony::CallId> mixed() const;
    /// Says once what came of a transfer that failed.
    void sayTransfers(const std::vector<telephony::Call>& calls);
    [[nodiscard]] QString nameOf(const std::optional<telephony::Call>& call) const;

    client::Client& client_;
    core::Clock& clock_;
    QPointer<telephony::CallControl> control_;
    CallView current_;
    CallView incoming_;
    VideoView video_;
    telephony::CallId dismissed_ = 0;
    telephony::CallId next_ = 0;  ///< the call that waits
    int waiting_ = 0;
    bool canMerge_ = false;
    QString conferenceWords_;
    QString digits_;
    std::map<telephony::CallId, std::string> said_;  ///< of failed transfers
    core::Timer second_;
    core::Timer afterglow_;
};

}  // namespace sidetone::desktop
