// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <functional>

#include "client/Client.h"

namespace sidetone::desktop {

/// People's pictures for the windows, as the directory gives them: bytes that are not to be
/// trusted. Protocol thread.
class PhotoShelf final : public QObject {
    Q_OBJECT
public:
    using Taken = std::function<void(const QByteArray&)>;
    explicit PhotoShelf(client::Client& client, QObject* parent = nullptr)
        : QObject(parent), client_(client) {}

    /// `taken` gets the picture of who has the number or address; nothing where there is none. It
    /// is called once, unless this ends before.
    void take(const QString& who, Taken taken);

private:
    client::Client& client_;
    core::Owner owner_;
};

}  // namespace sidetone::desktop
