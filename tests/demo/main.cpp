// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFileInfo>
#include <cstdio>

#include "demo/Play.h"

using namespace Qt::StringLiterals;
using namespace sidetone;

int main(int argc, char* argv[]) {
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Brings up an office with real servers and lets two people sign in, chat and talk."_s);
    parser.addHelpOption();
    parser.addOptions(
        {{u"folder"_s, u"Where everything of the demo goes."_s, u"FOLDER"_s, u"out/demo"_s},
         {u"close"_s, u"Close the windows at the end, also on a real display."_s}});
    parser.process(application);

    demo::Report report;
    const auto folder = QFileInfo(parser.value(u"folder"_s)).absoluteFilePath();
    auto stage = demo::Stage::build(folder, QCoreApplication::applicationDirPath(),
                                    {.extras = u"voicemail"_s});
    if (!stage) {
        std::fprintf(stderr, "demo: %s\n", stage.error().sentence().c_str());
        return 1;
    }
    demo::Play play(**stage, report);
    const bool played = play.run();
    const bool well = report.finish() && played;
    if ((*stage)->hasRealDisplay() && !parser.isSet(u"close"_s)) {
        std::printf("The windows stay open to play with; the office ends with them.\n");
        std::fflush(stdout);
        play.wait();
    }
    return well ? 0 : 1;
}
