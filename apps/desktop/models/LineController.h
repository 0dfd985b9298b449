// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>
#include <QPointer>
#include <QVariantList>

#include "client/Client.h"
#include "models/Settings.h"
#include "telephony/PhoneFeatures.h"

namespace sidetone::desktop {

/// What the windows show of the line beyond its calls: do not disturb, calling again, lines that
/// are watched, and calls of the line on other devices.
class LineController final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(bool available READ available NOTIFY changed)
    Q_PROPERTY(bool doNotDisturb READ doNotDisturb WRITE setDoNotDisturb NOTIFY changed)
    Q_PROPERTY(QString lastDialled READ lastDialled NOTIFY changed)
    Q_PROPERTY(QVariantList watched READ watched NOTIFY changed)
    Q_PROPERTY(QVariantList elsewhere READ elsewhere NOTIFY changed)
public:
    LineController(client::Client& client, Settings& settings, QObject* parent = nullptr);

    /// False where the phone has none of it, or there is no phone.
    [[nodiscard]] bool available() const { return features_ != nullptr; }
    [[nodiscard]] bool doNotDisturb() const;
    void setDoNotDisturb(bool on);
    /// Whom redial() calls; empty where nobody was called yet.
    [[nodiscard]] QString lastDialled() const;
    /// Each `target`, `name`, `words` (free, ringing, in a call, not known) and `state`: the
    /// number of telephony::WatchedLine::State.
    [[nodiscard]] QVariantList watched() const;
    /// Calls on other devices of the line: `key`, `name`, `words` and `ready` (it can be taken
    /// over).
    [[nodiscard]] QVariantList elsewhere() const;

    Q_INVOKABLE void redial();
    Q_INVOKABLE void watch(const QString& target);
    Q_INVOKABLE void unwatch(const QString& target);
    Q_INVOKABLE void takeOver(const QString& key);
    /// The first of `elsewhere`; nothing where there is none.
    Q_INVOKABLE void takeOverFirst();
    /// Asks the windows for the place where a line to be watched is typed.
    Q_INVOKABLE void wantWatch() { Q_EMIT watchWanted(); }

Q_SIGNALS:
    void changed();
    void watchWanted();
    void failed(const QString& sentence);

private:
    void attach();
    [[nodiscard]] QString nameOf(const std::string& target) const;

    client::Client& client_;
    Settings& settings_;
    QPointer<telephony::CallControl> calls_;
    QPointer<telephony::PhoneFeatures> features_;
};

}  // namespace sidetone::desktop
