// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>
#include <optional>

#include "core/Result.h"
#include "core/Secret.h"
#include "models/Shown.h"

namespace sidetone::client {
class Client;
}

namespace sidetone::desktop {

class Settings;

/// The page before the hub: it asks for the address alone, then for what else is needed, says what
/// the sign-in does, and why it failed.
///
/// Stages: Address -> Password or Again (nothing to type) -> Running -> back to where it came from.
/// Events: next(), back(), usePassword(), signIn(), signInAgain(); the client's state.
class SignInController final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(int stage READ stage NOTIFY changed)
    Q_PROPERTY(QString typed READ typed WRITE setTyped NOTIFY changed)
    Q_PROPERTY(QString presetDomain READ presetDomain NOTIFY changed)
    Q_PROPERTY(QString address READ address NOTIFY changed)
    Q_PROPERTY(QString addressProblem READ addressProblem NOTIFY changed)
    Q_PROPERTY(bool remember READ remember WRITE setRemember NOTIFY changed)
    Q_PROPERTY(bool hasKeyStore READ hasKeyStore NOTIFY changed)
    Q_PROPERTY(QString step READ step NOTIFY stepChanged)
    Q_PROPERTY(bool failed READ failed NOTIFY changed)
    Q_PROPERTY(QString problem READ problem NOTIFY changed)
    Q_PROPERTY(QString advice READ advice NOTIFY changed)
public:
    SignInController(client::Client& client, Settings& settings, QObject* parent = nullptr);

    /// Shown::SignIn.
    [[nodiscard]] int stage() const;
    /// What stands in the field: an address, or a user name where the domain is preset.
    [[nodiscard]] QString typed() const { return typed_; }
    void setTyped(const QString& text);
    /// Without the @; empty where the person types the whole address (DISC-28).
    [[nodiscard]] QString presetDomain() const;
    /// The whole address of what was typed.
    [[nodiscard]] QString address() const;
    /// Why that is no address; empty until the person went on.
    [[nodiscard]] QString addressProblem() const { return addressProblem_; }
    [[nodiscard]] bool remember() const { return remember_; }
    void setRemember(bool remember);
    [[nodiscard]] bool hasKeyStore() const;
    /// What the sign-in is doing, in a few words.
    [[nodiscard]] QString step() const;
    [[nodiscard]] bool failed() const;
    /// What went wrong, in one sentence; empty while nothing did.
    [[nodiscard]] QString problem() const;
    /// What the person can do about it.
    [[nodiscard]] QString advice() const;

    /// From the address to what else is needed.
    Q_INVOKABLE void next();
    /// To another address.
    Q_INVOKABLE void back();
    /// The person wants to type the password after all.
    Q_INVOKABLE void usePassword();
    Q_INVOKABLE void signIn(const QString& password);
    void signIn(core::Secret password);
    /// By what is kept, or in the browser.
    Q_INVOKABLE void signInAgain();
    Q_INVOKABLE void cancel();
    /// Puts an address into the form and goes on from it, unless it is empty.
    void offer(const QString& address);
    /// At the start: signs in who wanted to stay signed in. False where nobody did.
    bool resume();

Q_SIGNALS:
    void changed();
    void stepChanged();

private:
    void clientChanged();
    void begun(const core::Status& status);
    void chooseStage();
    [[nodiscard]] std::optional<core::Error> error() const;

    client::Client& client_;
    Settings& settings_;
    QString typed_;
    QString addressProblem_;
    Shown::SignIn stage_ = Shown::SignIn::Address;
    bool remember_ = false;
    std::optional<core::Error> refusal_;  ///< the client did not even begin
};

}  // namespace sidetone::desktop
