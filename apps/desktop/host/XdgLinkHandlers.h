// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "host/LinkHandlers.h"

namespace sidetone::desktop {

/// By xdg-mime, which knows how each desktop keeps its defaults.
class XdgLinkHandlers final : public QObject, public LinkHandlers {
    Q_OBJECT
public:
    void look(const QStringList& schemes, std::function<void(QStringList)> done) override;
    void claim(const QStringList& schemes, std::function<void(core::Status)> done) override;
    [[nodiscard]] QString nameOf(const QString& entry) const override;

private:
    using Ended = std::function<void(bool isDone, const QString& answer)>;
    void run(const QStringList& arguments, Ended ended);
    void lookAt(const QStringList& schemes, QStringList found,
                std::function<void(QStringList)> done);
};

}  // namespace sidetone::desktop
