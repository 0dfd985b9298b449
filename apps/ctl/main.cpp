// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QTimer>
#include <cstdio>

#include "ctl/commands.h"
#include "ctl/offline.h"
#include "shared/Options.h"

using namespace Qt::StringLiterals;
using namespace sidetone;

namespace {

constexpr int wrongUse = 2;

/// The text of --help behind the options.
const char* const commandHelp = R"(
Commands:
  explain ADDRESS        what a sign-in would find, step by step, and why; signs nobody in
  doctor ADDRESS         the same, and ports, certificates, clocks, DNS design, this machine
  ports                  which ports a client uses, which are open now, and why
  signin ADDRESS         sign in and stay, printing what happens
  serve ADDRESS          the same, with one JSON command a line in and one JSON event a line out
  status                 the state of each service
  presence [STATE [TEXT]]  show or set: available, away, xa, dnd, offline
  contacts               the contact list with presence
  search TEXT            people in the contact list and the directory
  resolve WHO            who has this number, in any notation, or address
  directory test [TEXT]  search the directory alone; which server, what was asked, what came
  address-books          read one's own address books now; how many people, or why not
  chat ADDRESS TEXT      send a message; ends when the server has it
  send-file ADDRESS FILE send a file; ends when the server or the other device has all of it
  files ADDRESS          the files of a conversation, how far each got and where it lies
  file-accept NUMBER     fetch a file that lies on the server (the number of its message)
  history ADDRESS        the newest messages of a conversation
  call TARGET            call a number or an address; ends with the call (Ctrl+C hangs up)
  call-history           the newest calls
  voicemail [list]       the voice messages
  voicemail fetch ID FILE.wav  the sound of one of them
  voicemail read|unread|delete|restore ID  change one of them; deleted ones go for good
  validate FILE          what is wrong with a jabber-config.xml, bootstrap or policy file, or a link
  link [NAME=VALUE ...]  the configuration link for --domain; --html makes a page with it
  parameters             all configuration parameters: tables, or --schema

Commands that need a sign-in take the account from --as ADDRESS (or SIDETONE_ADDRESS) and
--password-file FILE (or SIDETONE_PASSWORD_FILE).

Exit status: 0 done, 1 failed (one sentence on standard error), 2 wrong use.)";

}  // namespace

int main(int argc, char* argv[]) {
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"sidetonectl"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(SIDETONE_VERSION));

    QCommandLineParser parser;
    parser.setApplicationDescription(u"Sidetone without a window."_s);
    apps::addSharedOptions(parser);
    parser.addOption({u"json"_s, u"Print JSON instead of text."_s});
    parser.addOption({u"as"_s, u"Sign in as this address."_s, u"ADDRESS"_s});
    parser.addOption({u"schema"_s, u"parameters: print the JSON schema."_s});
    parser.addOption(
        {u"report"_s, u"explain, doctor: write a problem report (zip) there."_s, u"FILE"_s});
    parser.addOption({u"domain"_s, u"link: the domain to sign in to."_s, u"DOMAIN"_s});
    parser.addOption({u"html"_s, u"link: a page for people, with the link."_s});
    parser.addOption({u"update"_s, u"parameters: write the tables into this page."_s, u"FILE"_s});
    parser.addPositionalArgument(u"COMMAND"_s, u"What to do; see below."_s);
    const auto help = parser.addHelpOption();
    const auto version = parser.addVersionOption();
    if (!parser.parse(application.arguments())) {
        std::fprintf(stderr, "sidetonectl: %s\n", qPrintable(parser.errorText()));
        return wrongUse;
    }
    if (parser.isSet(version)) parser.showVersion();
    if (parser.isSet(help)) {
        std::printf("%s%s\n", qPrintable(parser.helpText()), commandHelp);
        return 0;
    }
    const auto words = parser.positionalArguments();
    if (words.isEmpty()) {
        std::fprintf(stderr, "sidetonectl: say what to do; sidetonectl --help lists it\n");
        return wrongUse;
    }
    if (const auto status = ctl::runOffline(parser, words)) return *status;
    auto platform = client::Platform::create(apps::platformOptions(parser));
    if (!platform) {
        std::fprintf(stderr, "sidetonectl: %s\n", platform.error().sentence().c_str());
        return 1;
    }
    return ctl::run(application, **platform, parser, words);
}
