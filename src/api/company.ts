/** The contract for the company's own facts: areas, people, offers, the policy. */
import * as z from 'zod';
import {
  AreaDescribed,
  AreaMerged,
  OfferPublished,
  PersonDescribed,
  ProgrammeFinished,
  ProgrammeStarted,
} from '../domain/company/events.ts';
import { Policy, Shares } from '../domain/company/policy.ts';
import { SoilRules } from '../domain/selling/soil-rules.ts';
import { companyDocument } from './company-document.ts';
import { CompanyView } from './company-view.ts';
import { asOf, endpoint, Written, writing } from './endpoint.ts';

const days = z.coerce.number().min(0).max(3650).optional();
const share = (says: string) => z.coerce.number().min(0).max(1).optional().describe(says);

export const company = {
  show: endpoint({
    method: 'get',
    path: '/company',
    summary: 'Areas, people, offers and the policy',
    input: z.object({ ...asOf }),
    output: CompanyView,
    document: companyDocument,
    commands: [{ usage: 'company' }],
  }),
  addArea: endpoint({
    method: 'post',
    path: '/areas',
    summary: 'Add an area, or give one another name',
    input: z.object({ ...AreaDescribed.data.shape, ...writing }),
    output: Written,
    commands: [{ usage: 'add-area <area> <name>' }],
  }),
  mergeArea: endpoint({
    method: 'post',
    path: '/areas/{area}/merger',
    summary: 'Make an area part of another; its promises count there',
    input: z.object({ ...AreaMerged.data.shape, ...writing }),
    output: Written,
    commands: [{ usage: 'merge-area <area> <into>' }],
  }),
  addPerson: endpoint({
    method: 'post',
    path: '/people',
    summary: 'Add a person to an area',
    input: z.object({ ...PersonDescribed.data.shape, ...PersonDescribed.text.shape, ...writing }),
    output: Written,
    commands: [{ usage: 'add-person <personId>' }],
  }),
  publishOffer: endpoint({
    method: 'post',
    path: '/offers',
    summary: 'Publish an offer; each claim is a standing promise of its area',
    input: z.object({ ...OfferPublished.data.shape, ...writing }),
    output: Written,
  }),
  startProgramme: endpoint({
    method: 'post',
    path: '/programmes',
    summary: 'Say that an improvement of an area begins, for everybody or for some segments first',
    input: z.object({ ...ProgrammeStarted.data.shape, ...writing }),
    output: Written,
    commands: [{ usage: 'start-programme <programmeId> <area> <title> <measure>' }],
  }),
  finishProgramme: endpoint({
    method: 'post',
    path: '/programmes/{programmeId}/end',
    summary: 'Say that an improvement is done: it is how the area works now',
    input: z.object({ ...ProgrammeFinished.data.shape, ...writing }),
    output: Written,
    commands: [{ usage: 'finish-programme <programmeId>' }],
  }),
  setPolicy: endpoint({
    method: 'post',
    path: '/policy',
    summary:
      'Set periods, burdens by nature of a case, and the willingness to trust. Earlier promises keep their periods',
    input: z.object({
      zone: Policy.shape.zone.optional(),
      currency: Policy.shape.currency.optional(),
      graceDays: days,
      silenceDays: days,
      recoveryDays: days,
      leftAfterDays: z.coerce.number().int().min(90).max(3650).optional(),
      caseShares: z.record(z.string(), Shares).optional(),
      trust: z
        .record(z.string(), z.unknown())
        .optional()
        .describe('Settings of the trust method to change; the others stay'),
      soil: SoilRules.partial().optional().describe('House rules for asking to change; the others stay'),
      marginShare: share('What is left of a sale after its costs, 0 to 1'),
      discountYearly: share('What money of next year is worth less than money now, a year'),
      valueYears: z.coerce.number().optional().describe('How many years ahead lifetime value looks'),
      ...writing,
    }),
    output: Written,
    commands: [{ usage: 'policy' }],
  }),
};
