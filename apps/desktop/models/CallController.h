// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>

#include "client/Client.h"
#include "models/CallView.h"

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
    Q_PROPERTY(int waiting READ waiting NOTIFY waitingChanged)
    Q_PROPERTY(QString digits READ digits NOTIFY digitsChanged)
public:
    CallController(client::Client& client, core::Clock& clock, QObject* parent = nullptr);

    /// True where calls can be made.
    [[nodiscard]] bool available() const;
    /// Why not, in a sentence.
    [[nodiscard]] QString lineProblem() const;
    [[nodiscard]] CallView* current() { return &current_; }
    [[nodiscard]] CallView* incoming() { return &incoming_; }
    /// Further live calls besides `current`, on hold.
    [[nodiscard]] int waiting() const { return waiting_; }
    /// The digits sent in this call, for the keypad.
    [[nodiscard]] QString digits() const { return digits_; }

    Q_INVOKABLE void dial(const QString& target);
    Q_INVOKABLE void answer();
    Q_INVOKABLE void decline();
    Q_INVOKABLE void hangUp();
    Q_INVOKABLE void toggleMuted();
    Q_INVOKABLE void toggleHeld();
    /// Puts the current call on hold and takes up the one that waits.
    Q_INVOKABLE void swap();
    Q_INVOKABLE void sendDigit(const QString& digit);
    /// Puts an ended call away.
    Q_INVOKABLE void dismiss();

Q_SIGNALS:
    void lineChanged();
    void waitingChanged();
    void digitsChanged();
    /// A command failed at once.
    void failed(const QString& sentence);

private:
    void attach();
    void refresh();
    void choose(const std::vector<telephony::Call>& calls);
    void report(const core::Status& status);
    void setWaiting(int waiting, telephony::CallId next);
    [[nodiscard]] QString nameOf(const std::optional<telephony::Call>& call) const;

    client::Client& client_;
    core::Clock& clock_;
    QPointer<telephony::CallControl> control_;
    CallView current_;
    CallView incoming_;
    telephony::CallId dismissed_ = 0;
    telephony::CallId next_ = 0;  ///< the call that waits
    int waiting_ = 0;
    QString digits_;
    core::Timer second_;
    core::Timer afterglow_;
};

}  // namespace sidetone::desktop
