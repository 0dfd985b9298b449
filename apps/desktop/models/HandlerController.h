// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>
#include <QStringList>

#include "client/Client.h"
#include "host/LinkHandlers.h"

namespace sidetone::desktop {

/// Which program opens links to people and numbers (URI-05): whichever was registered last, as the
/// chapter has it. This one never registers itself: it says who does, and the person decides.
class HandlerController final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(QString summary READ summary NOTIFY changed)
    Q_PROPERTY(QString others READ others NOTIFY changed)
public:
    explicit HandlerController(client::Client& client, QObject* parent = nullptr);

    void setHandlers(LinkHandlers* handlers) { handlers_ = handlers; }
    /// In words; empty: not known.
    [[nodiscard]] QString summary() const;
    /// The programs that open links which this one could open; empty: there are none.
    [[nodiscard]] QString others() const;
    /// Asks the desktop; it may have changed at any time.
    Q_INVOKABLE void look();
    /// Takes all links that the organisation allows: the person asked for it.
    Q_INVOKABLE void claim();

Q_SIGNALS:
    void changed();
    /// What was done, as a sentence.
    void told(const QString& sentence);
    /// Why it was not done, as a sentence.
    void failed(const QString& sentence);

private:
    [[nodiscard]] QStringList schemes() const;
    [[nodiscard]] QStringList foreign() const;

    client::Client& client_;
    LinkHandlers* handlers_ = nullptr;
    QStringList schemes_;
    QStringList entries_;  ///< of the schemes, in their order
};

}  // namespace sidetone::desktop
