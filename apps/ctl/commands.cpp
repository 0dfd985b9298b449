// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/commands.h"

#include <sys/signalfd.h>
#include <unistd.h>

#include <QSet>
#include <QSocketNotifier>
#include <csignal>
#include <cstdio>

namespace sidetone::ctl {

using namespace Qt::StringLiterals;

int failed(const core::Error& error) {
    std::fprintf(stderr, "sidetonectl: %s\n", error.sentence().c_str());
    return 1;
}

int runUntilDone(QCoreApplication& application) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    const int descriptor = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
    QSocketNotifier notifier(descriptor, QSocketNotifier::Read);
    QObject::connect(&notifier, &QSocketNotifier::activated, &application, [descriptor] {
        signalfd_siginfo info{};
        if (read(descriptor, &info, sizeof info) > 0) QCoreApplication::quit();
    });
    const int status = QCoreApplication::exec();
    close(descriptor);
    return status;
}

int run(QCoreApplication& application, client::Platform& platform, const QCommandLineParser& parser,
        const QStringList& words) {
    static const QSet<QString> ofOneSignIn{
        u"status"_s,      u"presence"_s,  u"contacts"_s,     u"search"_s,    u"chat"_s,
        u"history"_s,     u"call"_s,      u"call-history"_s, u"send-file"_s, u"files"_s,
        u"file-accept"_s, u"voicemail"_s, u"resolve"_s,      u"directory"_s, u"address-books"_s};
    const auto& command = words.first();
    const bool wantsAddress = command == u"explain"_s || command == u"doctor"_s ||
                              command == u"signin"_s || command == u"serve"_s;
    if (wantsAddress && words.size() != 2) {
        std::fprintf(stderr, "sidetonectl: %s takes one address\n", qPrintable(command));
        return 2;
    }
    if (command == u"explain"_s) return explain(application, platform, parser, words[1]);
    if (command == u"doctor"_s) return doctor(application, platform, parser, words[1]);
    if (command == u"serve"_s) return serve(application, platform, parser, words[1], true);
    if (command == u"signin"_s) {
        return serve(application, platform, parser, words[1], parser.isSet(u"json"_s));
    }
    if (ofOneSignIn.contains(command)) return once(application, platform, parser, words);
    std::fprintf(stderr, "sidetonectl: there is no command '%s'; sidetonectl --help lists them\n",
                 qPrintable(command));
    return 2;
}

}  // namespace sidetone::ctl
