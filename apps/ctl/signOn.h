// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCommandLineParser>
#include <QString>

#include "client/Client.h"

namespace sidetone::ctl {

/// Signs in with the password of --password-file; without one by what the key store has, or by a
/// single sign-on in the browser. Where to sign on is also printed to standard error, for who has
/// no browser here (--no-browser).
[[nodiscard]] core::Status signOn(client::Client& client, const QCommandLineParser& parser,
                                  const QString& address);

}  // namespace sidetone::ctl
