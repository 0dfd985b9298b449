// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <string>
#include <vector>

#include "office/cli/commandLine.h"
#include "office/contracts/ContractServer.h"
#include "office/enrolment/CapfServer.h"

int main(int count, char** arguments) {
    const std::vector<std::string> words(arguments + 1, arguments + count);
    // The supervisor runs contracts and the certificate service as children of its own.
    if (words.size() >= 3 && words[0] == "contracts" && words[1] == "--folder") {
        const bool given = words.size() == 5 && words[3] == "--part";
        return sidetone::office::runContracts(words[2], given ? words[4] : "contracts");
    }
    if (words.size() == 3 && words[0] == "capf" && words[1] == "--folder") {
        return sidetone::office::runCapf(words[2]);
    }
    return sidetone::office::runCommandLine(words);
}
