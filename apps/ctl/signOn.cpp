// SPDX-License-Identifier: GPL-3.0-or-later
#include "signOn.h"

#include <cstdio>
#include <memory>
#include <set>

#include "shared/Options.h"

namespace sidetone::ctl {

core::Status signOn(client::Client& client, const QCommandLineParser& parser,
                    const QString& address) {
    QObject::connect(&client, &client::Client::questionsChanged, &client,
                     [&client, said = std::make_shared<std::set<int>>()] {
                         for (const auto& question : client.questions()) {
                             if (question.kind != signin::Question::Kind::Browser) continue;
                             if (!said->insert(question.id).second) continue;
                             std::fprintf(stderr, "sidetonectl: sign on in the browser: %s\n",
                                          question.url.c_str());
                         }
                     });
    auto password = apps::passwordFrom(parser);
    if (password) return client.signIn(address.toStdString(), std::move(*password));
    if (password.error().code != core::ErrorCode::NotFound) return password.error();
    return client.signInAgain(address.toStdString());
}

}  // namespace sidetone::ctl
